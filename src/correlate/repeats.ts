import type { Finding } from "../domain/finding.ts";
import { compareSeverity, type Severity, worstSeverity } from "../domain/severity.ts";
import { isOpen, type Vulnerability } from "../domain/vulnerability.ts";

/**
 * An SCA tool that writes SARIF repeats what a vulnerability scan said: the rule id names the vulnerability.
 * It adds nothing only while each that it names is open and at least as severe. What a scanner or a VEX statement
 * set aside in one package may well be what the other tool found in another: its result names no package.
 */
export function splitRepeats(
  findings: readonly Finding[],
  vulnerabilities: readonly Vulnerability[],
): { readonly repeats: readonly Finding[]; readonly others: readonly Finding[] } {
  if (!findings.some(namesVulnerability)) return { repeats: [], others: findings };
  const open = worstOpen(vulnerabilities);
  const isRepeat = (finding: Finding): boolean =>
    namesVulnerability(finding) && finding.vulnerabilityIds.every((id) => isAsSevere(open.get(id), finding.severity));
  return { repeats: findings.filter(isRepeat), others: findings.filter((one) => !isRepeat(one)) };
}

function namesVulnerability(finding: Finding): boolean {
  return finding.vulnerabilityIds.length > 0;
}

/** Id → the worst severity of what is open under it. */
function worstOpen(vulnerabilities: readonly Vulnerability[]): ReadonlyMap<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const one of vulnerabilities.filter(isOpen)) {
    for (const id of [one.id, ...one.aliases]) {
      worst.set(id, worstSeverity(one.severity, worst.get(id) ?? "unknown"));
    }
  }
  return worst;
}

/** What the other tool did not rate may be worse than anything known. */
function isAsSevere(known: Severity | undefined, severity: Severity): boolean {
  if (severity === "unknown") return known === "unknown";
  return known !== undefined && compareSeverity(known, severity) <= 0;
}

/** Every id that a scanner named, in a vulnerability scan or as the rule of a finding. */
export function reportedIds(
  vulnerabilities: readonly Vulnerability[],
  findings: readonly Finding[],
): ReadonlySet<string> {
  const ids = new Set(findings.flatMap((finding) => finding.vulnerabilityIds));
  for (const one of vulnerabilities) for (const id of [one.id, ...one.aliases]) ids.add(id);
  return ids;
}
