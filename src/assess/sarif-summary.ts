import { z } from "zod";
import type { CorrelatedFinding } from "../domain/finding.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Rule, RuleEvidence, RuleResult } from "../domain/rule.ts";
import type { Json } from "../domain/section.ts";
import { countSeverities } from "../domain/severity.ts";
import { sourceText } from "../domain/source.ts";
import type { Suppression } from "../domain/suppression.ts";
import { counted } from "../domain/words.ts";
import { defineAssessor, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";
import { countBy } from "./count.ts";
import { findingEvidence, vulnerabilityEvidence } from "./evidence.ts";

const unjustified: Rule = {
  id: "suppressions/unjustified",
  code: "SUPPRESSION_UNJUSTIFIED",
  title: "every suppressed finding and vulnerability says why",
  enforce: "warn",
  source: "SARIF 2.1.0 §3.35 allows a suppression without justification; nobody can check one",
};

/** Findings of static analysis, secret, configuration and posture scanners, all of them, suppressed ones included. */
export const sarifSummary = defineAssessor({
  section: "sarif_summary",
  options: z.undefined(),
  rules: [unjustified],
  assess(model) {
    const { findings } = model;
    if (!model.inputs.some(({ kinds }) => kinds.includes("sarif") || kinds.includes("cnapp"))) {
      return { section: notEvaluated("no findings input"), results: [evaluateSuppressions(model)] };
    }
    const open = findings.filter((finding) => finding.state === "open");
    return {
      section: {
        status: "evaluated",
        finding_count: findings.length,
        open: open.length,
        suppressed: findings.length - open.length,
        open_by_severity: countSeverities(open),
        by_tool: countBy(findings, (finding) => [finding.tool]),
        by_cwe: countBy(open, (finding) => finding.cwes),
        by_rule: groupByRule(findings),
      },
      results: [evaluateSuppressions(model)],
    };
  },
});

function evaluateSuppressions({ findings, vulnerabilities }: Model): RuleResult {
  const silent = [
    ...findings
      .filter((one) => one.state === "suppressed" && isSilent(one))
      .map((one) => () => sayWhy(findingEvidence(one), one.ruleId)),
    // Of several scanners that set it aside, each has to say why.
    ...vulnerabilities
      .filter((one) => one.state === "suppressed" && one.observations.some(isSilent))
      .map((one) => () => sayWhy(vulnerabilityEvidence(one), one.id)),
  ];
  if (findings.length + vulnerabilities.length === 0)
    return ruleResult(unjustified, "not_applicable", "nothing was reported that could be suppressed");
  if (silent.length === 0) return ruleResult(unjustified, "pass", "nothing is suppressed without a justification");
  const message = `${counted(silent.length, "item is", "items are")} suppressed without a justification`;
  return ruleResult(unjustified, "fail", message, {
    evidence: evidenceOf(silent, (word) => word()),
  });
}

/** No upgrade is asked for: what is wanted is a reason. */
function sayWhy({ upgrade: _, ...evidence }: RuleEvidence, name: string): RuleEvidence {
  return { ...evidence, fix: `say in the suppression of ${name} why it is set aside` };
}

function isSilent({ suppression }: { readonly suppression?: Suppression }): boolean {
  return suppression?.justification === undefined;
}

/** Findings by rule and state, in the order in which the first of each stands: what all of a rule share is written once. */
function groupByRule(findings: readonly CorrelatedFinding[]): readonly Json[] {
  const groups = new Map<string, CorrelatedFinding[]>();
  for (const finding of findings) {
    const { tool, ruleId, severity, level, state, cwes } = finding;
    const key = `${tool}\n${ruleId}\n${severity}\n${level}\n${state}\n${cwes.join("\n")}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(ruleRecord);
}

function ruleRecord(findings: readonly CorrelatedFinding[]): Json {
  const [first] = findings;
  return {
    cwes: first?.cwes,
    findings: findings.map(findingRecord),
    level: first?.level,
    rule_id: first?.ruleId,
    severity: first?.severity,
    state: first?.state,
    tool: first?.tool,
  };
}

/** Names in canonical order, absent members undefined: see `componentRecord` of the SBOM summary. */
function findingRecord(finding: CorrelatedFinding): Json {
  return {
    baseline_state: finding.baselineState,
    change: finding.change,
    duplicates: finding.duplicates.length === 0 ? undefined : finding.duplicates.map(sourceText),
    file: finding.location.file,
    fingerprint: finding.fingerprint,
    line: finding.location.line,
    message: finding.message,
    resource: finding.resource,
    source: sourceText(finding.source),
    suppression: finding.suppression === undefined ? undefined : suppressionRecord(finding.suppression),
    tool_fingerprint: finding.toolFingerprint,
  };
}

/** A suppression as the bundle writes it. */
export function suppressionRecord(suppression: Suppression): Json {
  return present({
    kind: suppression.kind,
    status: suppression.status,
    justification: suppression.justification,
    rule: suppression.rule,
  });
}
