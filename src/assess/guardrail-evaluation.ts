import { z } from "zod";
import type { Change } from "../domain/change.ts";
import { isScan } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import type { Rule, RuleEvidence, RuleResult } from "../domain/rule.ts";
import {
  compareSeverity,
  countSeverities,
  isAtLeast,
  type ScoredSeverity,
  type Severity,
  scoredSeverities,
} from "../domain/severity.ts";
import { isOpen } from "../domain/vulnerability.ts";
import { counted, defineAssessor, evidenceOf, ruleResult } from "./assessor.ts";
import { findingEvidence, vulnerabilityEvidence } from "./evidence.ts";

const maturities = ["foundational", "scaling", "advanced"] as const;

type Limits = { readonly fail_on: ScoredSeverity; readonly warn_on: ScoredSeverity };

/**
 * What each maturity tolerates. A team that starts stops what is critical and looks at what is high;
 * an advanced one lets nothing above low pass. Policy, not measurement: the overlay may set both limits.
 */
const limitsOfMaturity: Record<(typeof maturities)[number], Limits> = {
  foundational: { fail_on: "critical", warn_on: "high" },
  scaling: { fail_on: "high", warn_on: "medium" },
  advanced: { fail_on: "medium", warn_on: "low" },
};

const budget = z.int().min(0).optional();

const legacyBudget = z
  .strictObject({ critical: budget, high: budget, medium: budget, low: budget })
  .prefault({})
  .describe("With gate new: how many open items of the baseline may remain, by severity; no limit where none is set.");

const options = z
  .strictObject({
    maturity: z
      .enum(maturities)
      .default("scaling")
      .describe("Preset of fail_on and warn_on: foundational critical/high, scaling high/medium, advanced medium/low."),
    fail_on: z
      .enum(scoredSeverities)
      .optional()
      .describe("An open item of this severity or worse fails guardrails/fail-on."),
    warn_on: z
      .enum(scoredSeverities)
      .optional()
      .describe("An open item of this severity or worse fails guardrails/warn-on."),
    gate: z
      .enum(["all", "new"])
      .default("all")
      .describe("Whether all open items are held against the limits, or only those that the baseline does not have."),
    legacy_budget: legacyBudget,
  })
  .prefault({});

const failOn: Rule = {
  id: "guardrails/fail-on",
  code: "SEVERITY_FAIL_ON",
  title: "no open item at or above fail_on",
  enforce: "block",
  source: "overlay guardrails.fail_on",
};

const warnOn: Rule = {
  id: "guardrails/warn-on",
  code: "SEVERITY_WARN_ON",
  title: "no open item at or above warn_on",
  enforce: "conditional",
  source: "overlay guardrails.warn_on",
};

const unscored: Rule = {
  id: "guardrails/unscored",
  code: "SEVERITY_UNKNOWN",
  title: "every open item has a severity",
  enforce: "conditional",
  source: "invariant: an unscored item is a doubt, not a low one",
};

const legacy: Rule = {
  id: "guardrails/legacy-budget",
  code: "LEGACY_BUDGET",
  title: "what the baseline left open stays within its budget",
  enforce: "conditional",
  source: "overlay guardrails.legacy_budget",
};

/** Severity of what is open against the limits of the overlay. */
export const guardrailEvaluation = defineAssessor({
  section: "guardrail_evaluation",
  options,
  rules: [failOn, warnOn, unscored, legacy],
  assess(model, chosen) {
    const preset = limitsOfMaturity[chosen.maturity];
    const limits = { fail_on: chosen.fail_on ?? preset.fail_on, warn_on: chosen.warn_on ?? preset.warn_on };
    const origin = (own: string | undefined) => (own === undefined ? ` (maturity ${chosen.maturity})` : "");
    const thresholds = {
      fail_on: `guardrails.fail_on = ${limits.fail_on}${origin(chosen.fail_on)}`,
      warn_on: `guardrails.warn_on = ${limits.warn_on}${origin(chosen.warn_on)}`,
    };
    const items = openItems(model);
    const judged = chosen.gate === "new" ? items.filter((item) => item.change !== "unchanged") : items;
    const results = wasScanned(model)
      ? [...evaluate(judged, limits, thresholds), evaluateLegacy(items, model, chosen)]
      : nothingScanned();
    return {
      section: {
        status: wasScanned(model) ? "evaluated" : "not_evaluated",
        ...(!wasScanned(model) && { why: noScan }),
        maturity: chosen.maturity,
        policy: limits,
        gate: chosen.gate,
        open: countSeverities(items),
        judged: countSeverities(judged),
        rules: results.map(({ rule, status, message, count }) => ({ rule, status, message, count })),
      },
      results,
    };
  },
});

const noScan = "no scan among the inputs: there is nothing to hold against a limit";

function wasScanned(model: Model): boolean {
  return model.inputs.some(isScan);
}

function nothingScanned(): readonly RuleResult[] {
  return [failOn, warnOn, unscored, legacy].map((rule) => ruleResult(rule, "not_applicable", noScan));
}

type Item = {
  readonly severity: Severity;
  /** Absent without a baseline: then everything is as new. */
  readonly change: Change | undefined;
  readonly evidence: () => RuleEvidence;
};

function openItems(model: Model): readonly Item[] {
  const vulnerabilities = model.vulnerabilities
    .filter(isOpen)
    .map((one): Item => ({ severity: one.severity, change: one.change, evidence: () => vulnerabilityEvidence(one) }));
  const findings = model.findings
    .filter((finding) => finding.state === "open")
    .map((one): Item => ({ severity: one.severity, change: one.change, evidence: () => findingEvidence(one) }));
  return [...vulnerabilities, ...findings].toSorted((a, b) => compareSeverity(a.severity, b.severity));
}

function evaluate(
  items: readonly Item[],
  limits: Limits,
  thresholds: { readonly [Limit in keyof Limits]: string },
): readonly RuleResult[] {
  const failing = items.filter((item) => isAtLeast(item.severity, limits.fail_on));
  const warning = items.filter(
    (item) => isAtLeast(item.severity, limits.warn_on) && !isAtLeast(item.severity, limits.fail_on),
  );
  const unknown = items.filter((item) => item.severity === "unknown");
  return [
    atLimit(failOn, failing, thresholds.fail_on),
    atLimit(warnOn, warning, thresholds.warn_on),
    unknown.length === 0
      ? ruleResult(unscored, "pass", "every open item has a severity")
      : ruleResult(unscored, "unknown", `${counted(unknown.length, "open item has", "open items have")} no severity`, {
          evidence: evidenceOf(unknown, (item) => item.evidence()),
        }),
  ];
}

function atLimit(rule: Rule, items: readonly Item[], threshold: string): RuleResult {
  if (items.length === 0) return ruleResult(rule, "pass", "no open item reaches the limit", { threshold });
  const message = `${counted(items.length, "open item reaches", "open items reach")} the limit`;
  return ruleResult(rule, "fail", message, { threshold, evidence: evidenceOf(items, (item) => item.evidence()) });
}

type Chosen = z.output<typeof options>;

/** What was there before is not held against the limits of what is new; it has a budget of its own. */
function evaluateLegacy(items: readonly Item[], model: Model, { gate, legacy_budget }: Chosen): RuleResult {
  if (gate === "all") return ruleResult(legacy, "not_applicable", "all open items are held against the limits");
  if (model.baseline === undefined) {
    return ruleResult(legacy, "unknown", "no baseline was given, so every open item counts as new", {
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
    return ruleResult(legacy, "pass", `${counted(old.length, "open item")} of the baseline within budget`, {
      threshold,
    });
  const message = over.map(({ severity, limit, found }) => `${found.length} ${severity} where ${limit} may remain`);
  return ruleResult(legacy, "fail", message.join(", "), {
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
