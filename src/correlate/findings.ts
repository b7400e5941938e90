import type { CorrelatedFinding, Finding } from "../domain/finding.ts";
import { compareText } from "../domain/order.ts";
import { compareSeverity } from "../domain/severity.ts";
import { isEffective } from "../domain/suppression.ts";
import { sha256Hex } from "../standards/sha256.ts";

/** Hex digits of a fingerprint: 80 bits, enough that a million findings do not collide by chance. */
const fingerprintLength = 20;

/**
 * Findings of all inputs → one for each (tool, rule, place, message), worst first.
 * Two reports of one run, or one result twice in a report, count once; where the others stand is kept.
 * It is suppressed only when every copy is, and as severe as the worst of those that are not.
 */
export function toCorrelatedFindings(findings: readonly Finding[]): readonly CorrelatedFinding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = identityOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups].map(([key, group]) => merge(key, group)).toSorted(compare);
}

function identityOf(finding: Finding): string {
  const { file = "", line = 0 } = finding.location;
  // A finding without a place is itself only: two of them may be two places that the tool did not name.
  const place =
    finding.location.file === undefined ? `${finding.source.input}#${finding.source.pointer}` : `${file}\n${line}`;
  return `${finding.tool}\n${finding.ruleId}\n${place}\n${finding.message}`;
}

function merge(key: string, group: readonly Finding[]): CorrelatedFinding {
  const ordered = group.length === 1 ? group : group.toSorted(bySource);
  const open = worstOpen(ordered);
  const first = open ?? ordered[0];
  if (first === undefined) throw new RangeError("a finding group is empty");
  return {
    ...first,
    fingerprint: sha256Hex(key).slice(0, fingerprintLength),
    state: open === undefined ? "suppressed" : "open",
    duplicates: ordered.length === 1 ? [] : ordered.filter((one) => one !== first).map((one) => one.source),
  };
}

function worstOpen(findings: readonly Finding[]): Finding | undefined {
  let worst: Finding | undefined;
  for (const one of findings) {
    const isOpen = one.suppression === undefined || !isEffective(one.suppression);
    if (isOpen && (worst === undefined || compareSeverity(one.severity, worst.severity) < 0)) worst = one;
  }
  return worst;
}

function bySource(a: Finding, b: Finding): number {
  return compareText(a.source.input, b.source.input) || compareText(a.source.pointer, b.source.pointer);
}

function compare(a: CorrelatedFinding, b: CorrelatedFinding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.tool, b.tool) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
