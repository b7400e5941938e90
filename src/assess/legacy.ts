import { z } from "zod";
import type { Change } from "../domain/change.ts";
import type { Model } from "../domain/model.ts";
import type { Rule, RuleEvidence, RuleResult } from "../domain/rule.ts";
import type { Severity } from "../domain/severity.ts";
import { counted } from "../domain/words.ts";
import { evidenceOf, ruleResult } from "./assessor.ts";

const budget = z.int().min(0).optional();

/** Overlay `guardrails.legacy_budget`. */
export const legacyBudget = z
  .strictObject({ critical: budget, high: budget, medium: budget, low: budget })
  .prefault({})
  .describe("With gate new: how many open items of the baseline may remain, by severity; no limit where none is set.");

/** Holds what the baseline left open against its budget. */
export const legacyRule: Rule = {
  id: "guardrails/legacy-budget",
  code: "LEGACY_BUDGET",
  title: "what the baseline left open stays within its budget",
  enforce: "conditional",
  source: "overlay guardrails.legacy_budget",
};

/** Holds the baseline itself against what one must be when it decides what counts. */
export const baselineRule: Rule = {
  id: "guardrails/baseline",
  code: "BASELINE_DOUBTFUL",
  title: "the baseline is an earlier release of this application that was let out",
  enforce: "conditional",
  source: "invariant: what was found is not old because the same run was made twice",
};

/** An open finding or vulnerability, to be held against limits. */
export type OpenItem = {
  readonly severity: Severity;
  /** Absent without a baseline: then everything is as new. */
  readonly change: Change | undefined;
  readonly evidence: () => RuleEvidence;
};

/** The options of the guardrails that a baseline matters to. */
type Chosen = { readonly gate: "all" | "new"; readonly legacy_budget: z.output<typeof legacyBudget> };

/** What was there before is not held against the limits of what is new; it has a budget of its own. */
export function evaluateLegacy(items: readonly OpenItem[], model: Model, { gate, legacy_budget }: Chosen): RuleResult {
  if (gate === "all") return ruleResult(legacyRule, "not_applicable", "all open items are held against the limits");
  if (model.baseline === undefined) {
    return ruleResult(legacyRule, "unknown", "no baseline was given, so every open item counts as new", {
      evidence: evidenceOf(["baseline"], (id) => ({
        id,
        what: "guardrails.gate is new, and there is nothing to compare with",
        fix: "give the run or the reports of the last release with --baseline, or set guardrails.gate to all",
      })),
    });
  }
  const old = items.filter((item) => item.change === "unchanged");
  const over = Object.entries(legacy_budget).flatMap(([severity, limit]) => {
    const found = old.filter((item) => item.severity === severity);
    return limit !== undefined && found.length > limit ? [{ severity, limit, found }] : [];
  });
  const threshold = `guardrails.legacy_budget = ${budgetText(legacy_budget)}`;
  if (over.length === 0)
    return ruleResult(legacyRule, "pass", `${counted(old.length, "open item")} of the baseline within budget`, {
      threshold,
    });
  const message = over.map(({ severity, limit, found }) => `${found.length} ${severity} where ${limit} may remain`);
  return ruleResult(legacyRule, "fail", message.join(", "), {
    threshold,
    evidence: evidenceOf(
      over.flatMap(({ found }) => found),
      (item) => item.evidence(),
    ),
  });
}

function budgetText(chosen: Chosen["legacy_budget"]): string {
  const limits = Object.entries(chosen).map(([severity, limit]) => `${severity} ${limit}`);
  return limits.length === 0 ? "none" : limits.join(", ");
}

/** Only where the baseline decides what counts: with `gate: all` it is for information. */
export function evaluateBaseline({ baseline }: Model, { gate }: Chosen): RuleResult {
  if (gate === "all" || baseline === undefined)
    return ruleResult(baselineRule, "not_applicable", "no baseline decides what counts");
  const { run, shared, otherApp, name } = baseline;
  const doubts = [
    ...(run?.verdict === "NO-GO" ? ["its own verdict was NO-GO, so it was not let out"] : []),
    ...(otherApp === undefined ? [] : [`it is of another application, ${otherApp}`]),
    ...(shared.length === 0 ? [] : [`it was made of the same reports: ${shared.slice(0, maxShared).join(", ")}`]),
  ];
  if (doubts.length === 0) return ruleResult(baselineRule, "pass", "nothing speaks against the baseline");
  return ruleResult(baselineRule, "fail", `${counted(doubts.length, "reason")} to doubt the baseline ${name}`, {
    evidence: evidenceOf(doubts, (doubt) => ({
      id: name,
      what: `the baseline ${name}: ${doubt}`,
      fix: "give the run of the last release that went out, or set the rule guardrails/baseline to warn to start from what there is",
    })),
  });
}

/** Names in a message. */
const maxShared = 3;
