import { type DecisionRecord, decisionSchema, type RuleRecord } from "../domain/bundle.ts";
import type { Judgement, WeighedRule } from "../domain/decision.ts";
import { present } from "../domain/present.ts";
import { exitCodeOfVerdict } from "../domain/verdict.ts";

/** The facts of a run that a decision states beside the judgement. */
export type RunFacts = Pick<
  DecisionRecord,
  | "inputs"
  | "set_aside"
  | "commit"
  | "artefacts"
  | "slsa_build_level"
  | "stages"
  | "previous"
  | "baseline"
  | "not_seen"
  | "overlay"
  | "intel"
  | "tool"
  | "app"
  | "run_id"
  | "as_of"
  | "evidence"
  | "salt"
>;

/** The judgement as `decision.json` writes it. */
export function decisionRecord(judgement: Judgement, facts: RunFacts): DecisionRecord {
  return {
    ...facts,
    schema: decisionSchema,
    verdict: judgement.verdict,
    exit_code: exitCodeOfVerdict(judgement.verdict),
    reasons: judgement.reasons,
    warnings: judgement.warnings,
    to_go: judgement.toGo,
    rules: judgement.rules.map(ruleRecord),
  };
}

function ruleRecord(rule: WeighedRule): RuleRecord {
  return present({
    rule: rule.rule,
    title: rule.title,
    status: rule.status,
    enforce: rule.enforce,
    effective_on: rule.effectiveOn,
    message: rule.message,
    threshold: rule.threshold,
    count: rule.count,
  });
}
