import type { Judgement, Reason, WeighedRule } from "../domain/decision.ts";
import type { Enforcement, Rule, RuleResult } from "../domain/rule.ts";
import { type Verdict, verdicts, worstVerdict } from "../domain/verdict.ts";
import type { RuleOptions } from "./options.ts";
import { changesToGo } from "./to-go.ts";

/**
 * Rule results × enforcement → verdict and reasons. The worst triggered rule is the verdict (DESIGN §9).
 * A rule that is not known to pass is a doubt: `unknown` is CONDITIONAL where a failure would count.
 * Throws RangeError when a result belongs to no rule or a rule has no result: that would be a gap in the gate.
 */
export function decide(
  results: readonly RuleResult[],
  rules: readonly Rule[],
  options: RuleOptions,
  asOf: string,
): Judgement {
  const byId = new Map(results.map((result) => [result.rule, result]));
  if (byId.size !== rules.length || byId.size !== results.length)
    throw new RangeError("rules and results do not correspond");
  const weighed = results.map((result) => weigh(result, ruleOf(rules, result), options, asOf));
  const reasons = weighed.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  const binding = reasons.filter((reason) => reason.verdict !== "GO").toSorted(compareReasons);
  return {
    verdict: binding.map((reason) => reason.verdict).reduce<Verdict>(worstVerdict, "GO"),
    reasons: binding,
    warnings: reasons.filter((reason) => reason.verdict === "GO"),
    toGo: changesToGo(binding),
    rules: weighed.map(({ rule }) => rule),
  };
}

type Weighed = { readonly rule: WeighedRule; readonly reason?: Reason };

function weigh(result: RuleResult, rule: Rule, options: RuleOptions, asOf: string): Weighed {
  const chosen = options[rule.id];
  const effectiveOn = chosen?.effective_on;
  const early = effectiveOn !== undefined && asOf.slice(0, "YYYY-MM-DD".length) < effectiveOn;
  const enforce = early ? "shadow" : (chosen?.enforce ?? rule.enforce);
  const weighed: WeighedRule = {
    ...result,
    title: rule.title,
    enforce,
    ...(effectiveOn !== undefined && { effectiveOn }),
  };
  const verdict = verdictOf(result, enforce);
  if (verdict === undefined) return { rule: weighed };
  const { message, threshold, count, evidence } = result;
  const reason: Reason = {
    code: rule.code,
    rule: rule.id,
    verdict,
    message,
    ...(threshold !== undefined && { threshold }),
    source: rule.source,
    count,
    evidence,
  };
  return { rule: weighed, reason };
}

/** The verdict that a result alone would give; undefined when there is nothing to say. */
function verdictOf(result: RuleResult, enforce: Enforcement): Verdict | undefined {
  switch (result.status) {
    case "pass":
    case "not_applicable":
    case "waived":
      return undefined;
    case "fail":
      return verdictOfFailure(enforce);
    case "unknown":
      return enforce === "block" ? "CONDITIONAL" : verdictOfFailure(enforce);
  }
}

function verdictOfFailure(enforce: Enforcement): Verdict {
  switch (enforce) {
    case "block":
      return "NO-GO";
    case "conditional":
      return "CONDITIONAL";
    case "warn":
    case "shadow":
      return "GO";
  }
}

function ruleOf(rules: readonly Rule[], result: RuleResult): Rule {
  const rule = rules.find((one) => one.id === result.rule);
  if (rule === undefined) throw new RangeError(`the result of ${result.rule} belongs to no rule`);
  return rule;
}

/** Worst verdict first; equal ones keep the order of the assessors, which is the order of weight. */
function compareReasons(a: Reason, b: Reason): number {
  return verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict);
}
