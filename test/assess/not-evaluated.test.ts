import { expect, test } from "bun:test";
import { notEvaluatedSections } from "../../src/assess/not-evaluated.ts";

test("notEvaluatedSections say why, and hold no figure", () => {
  for (const [, section] of notEvaluatedSections) {
    expect(Object.keys(section)).toEqual(["status", "why"]);
    expect(section.status).toBe("not_evaluated");
    expect(section.why).toMatch(/^this version /);
  }
  expect(notEvaluatedSections.map(([name]) => name)).toEqual([
    "ai_agent_analysis",
    "analytics",
    "compliance_status",
    "policy_automation",
    "probabilistic_forecast",
    "waivers",
  ]);
});
