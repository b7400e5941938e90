import { expect, test } from "bun:test";
import { renderStage } from "../../src/render/stage.ts";
import { stageFrame } from "../support/stages.ts";

test("a recorded stage is told with its place, its score and its doubts", () => {
  const doubts = Array.from({ length: 12 }, (_, index) => `doubt ${index} \u001b[31m`);
  const factors = Array.from({ length: 7 }, (_, index) => ({ what: `fault ${index}` }));
  const document = {
    ...stageFrame({ app_name: "web" }),
    design_risk_score: 0.25,
    design_risk_score_if_unknown_fails: 0.5,
    design_risk: { factors, factor_count: 9 },
    doubts,
  };
  const text = renderStage(document, { path: "artefacts/x.json", isSigned: true });
  expect(text).toStartWith("design recorded: artefacts/x.json (signed)\n");
  expect(text).toContain("app APP-1234 (web), run r1, commit 0123456789");
  expect(text).toContain("the first of its run");
  expect(text).toContain("0 inputs: none");
  expect(text).toContain(
    "risk 0.25 of 1, 0.5 if everything unknown is as bad as can be\n  9 things weigh on it, most of all:\n",
  );
  expect(text).toContain("    - fault 4\n");
  expect(text).not.toContain("fault 5");
  expect(text).toContain("and 2 more doubts");
  expect(text).not.toContain("\u001b");
});

test("a later one names what it follows", () => {
  const previous = { stage: "design", document: "design.manifest.json", sha256: "a".repeat(64) } as const;
  const text = renderStage(stageFrame({ previous, sequence: 2 }) as never, { path: "p", isSigned: false });
  expect(text).toContain("follows design.manifest.json");
  expect(text).not.toContain("signed");
});
