import { z } from "zod";
import { isScan } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import {
  compareSeverity,
  countSeverities,
  isAtLeast,
  type ScoredSeverity,
  scoredSeverities,
} from "../domain/severity.ts";
import { isOpen } from "../domain/vulnerability.ts";
import { counted } from "../domain/words.ts";
import { defineAssessor, evidenceOf, ruleResult } from "./assessor.ts";
import { findingEvidence, vulnerabilityEvidence } from "./evidence.ts";
import { baselineRule, evaluateBaseline, evaluateLegacy, legacyBudget, legacyRule, type OpenItem } from "./legacy.ts";

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

/** Severity of what is open against the limits of the overlay. */
export const guardrailEvaluation = defineAssessor({
  section: "guardrail_evaluation",
  options,
  rules: [failOn, warnOn, unscored, legacyRule, baselineRule],
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
      ? [...evaluate(judged, limits, thresholds), evaluateLegacy(items, model, chosen), evaluateBaseline(model, chosen)]
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
  return [failOn, warnOn, unscored, legacyRule, baselineRule].map((rule) => ruleResult(rule, "not_applicable", noScan));
}

function openItems(model: Model): readonly OpenItem[] {
  const vulnerabilities = model.vulnerabilities
    .filter(isOpen)
    .map(
      (one): OpenItem => ({ severity: one.severity, change: one.change, evidence: () => vulnerabilityEvidence(one) }),
    );
  const findings = model.findings
    .filter((finding) => finding.state === "open")
    .map((one): OpenItem => ({ severity: one.severity, change: one.change, evidence: () => findingEvidence(one) }));
  return [...vulnerabilities, ...findings].toSorted((a, b) => compareSeverity(a.severity, b.severity));
}

function evaluate(
  items: readonly OpenItem[],
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

function atLimit(rule: Rule, items: readonly OpenItem[], threshold: string): RuleResult {
  if (items.length === 0) return ruleResult(rule, "pass", "no open item reaches the limit", { threshold });
  const message = `${counted(items.length, "open item reaches", "open items reach")} the limit`;
  return ruleResult(rule, "fail", message, { threshold, evidence: evidenceOf(items, (item) => item.evidence()) });
}
