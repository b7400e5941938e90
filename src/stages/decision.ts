import type { DecisionRecord } from "../domain/bundle.ts";
import type { Stage } from "./stage.ts";

/** File of the decision among the documents of a run. */
export const decisionDocument = "decision.json";

/**
 * The end of a run: the verdict, and by digest the decision that the evidence holds. The document stays short; what was
 * decided on is in the bundle.
 */
export function decisionStage(decision: DecisionRecord, sha256: string): Stage {
  const { verdict, exit_code: exitCode, reasons, inputs, evidence, run_id: runId } = decision;
  return {
    name: "decision",
    kinds: [],
    needsInput: false,
    document: decisionDocument,
    body: () => ({
      verdict,
      exit_code: exitCode,
      reasons: reasons.map((one) => ({ code: one.code, rule: one.rule, verdict: one.verdict, count: one.count })),
      decided_on: inputs.map(({ name, sha256: digest }) => ({ name, sha256: digest })),
      evidence: { run_id: runId, ...evidence, decision_sha256: sha256 },
    }),
  };
}
