import { expect, test } from "bun:test";
import { decisionStage } from "../../src/stages/decision.ts";
import type { StageContext } from "../../src/stages/stage.ts";
import { decisionRecordOf, model, reasonRecord } from "../support/build.ts";

test("the decision is told in short, and by digest", () => {
  const decision = decisionRecordOf({ verdict: "NO-GO", exit_code: 1, reasons: [reasonRecord()] });
  expect(decisionStage(decision, "a".repeat(64)).body(model(), {} as StageContext)).toMatchObject({
    verdict: "NO-GO",
    exit_code: 1,
    reasons: [{ rule: "guardrails/fail-on", verdict: "NO-GO" }],
    evidence: { run_id: decision.run_id, decision_sha256: "a".repeat(64) },
  });
});
