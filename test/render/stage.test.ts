import { expect, test } from "bun:test";
import { renderStage } from "../../src/render/stage.ts";
import { stageFrame } from "../support/stages.ts";

test("a recorded stage is told with its place, its score and its doubts", () => {
  const doubts = Array.from({ length: 12 }, (_, index) => `doubt ${index} \u001b[31m`);
  const document = { ...stageFrame({ app_name: "web" }), design_risk_score: 0.25, doubts };
  const text = renderStage(document, { path: "artefacts/x.json", isSigned: true });
  expect(text).toStartWith("design recorded: artefacts/x.json (signed)\n");
  expect(text).toContain("app APP-1234 (web), run r1, commit 0123456789");
  expect(text).toContain("the first of its run");
  expect(text).toContain("0 inputs: none");
  expect(text).toContain("risk 0.25 of 1");
  expect(text).toContain("and 2 more doubts");
  expect(text).not.toContain("\u001b");
});

test("a later one names what it follows", () => {
  const previous = { stage: "design", document: "design.manifest.json", sha256: "a".repeat(64) } as const;
  const text = renderStage(stageFrame({ previous, sequence: 2 }) as never, { path: "p", isSigned: false });
  expect(text).toContain("follows design.manifest.json");
  expect(text).not.toContain("signed");
});
