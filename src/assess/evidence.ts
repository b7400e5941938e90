import { type CorrelatedFinding, locationText } from "../domain/finding.ts";
import type { RuleEvidence } from "../domain/rule.ts";
import { sourceText } from "../domain/source.ts";
import { packageText, type Vulnerability, vulnerabilityKey } from "../domain/vulnerability.ts";

/** A vulnerability as a reason shows it: what, how bad, who saw it, where, and the upgrade that removes it. */
export function vulnerabilityEvidence(one: Vulnerability, extra?: string): RuleEvidence {
  const score = one.cvss.find((cvss) => cvss.score !== undefined);
  const tools = [...new Set(one.observations.map((seen) => seen.tool))].join(", ");
  const facts = [
    extra,
    score === undefined ? undefined : `CVSS ${score.version} ${score.score}`,
    one.inSbom ? undefined : "not in the SBOM",
    `seen by ${tools}`,
  ].filter((fact) => fact !== undefined);
  // The place is that of the witness whose severity counts.
  const first = one.observations.find((seen) => seen.severity === one.severity) ?? one.observations[0];
  return {
    id: vulnerabilityKey(one),
    what: `${one.id} (${one.severity}) in ${packageText(one.package)}: ${facts.join(", ")}`,
    ...(first !== undefined && { where: sourceText(first.source) }),
    fix: fixText(one),
    ...(one.fixedIn.length > 0 && { upgrade: { package: one.package.name, to: one.fixedIn } }),
  };
}

/** A finding as a reason shows it. */
export function findingEvidence(finding: CorrelatedFinding): RuleEvidence {
  return {
    id: finding.fingerprint,
    what: `${finding.ruleId} (${finding.severity}): ${shorten(finding.message)}`,
    where: locationText(finding),
    fix: `mend ${finding.ruleId} at ${locationText(finding)}, or suppress it with a justification`,
  };
}

function fixText(one: Vulnerability): string {
  if (one.fixedIn.length === 0) {
    return `no fixed version of ${one.package.name} is known: remove it, or state in VEX why ${one.id} does not affect you`;
  }
  return `upgrade ${one.package.name} to ${one.fixedIn.join(" or ")}`;
}

/** Characters of a message that a reason shows; the section has it all. */
const messageLength = 160;

function shorten(message: string): string {
  const line = message.replaceAll(/\s/g, " ");
  return line.length <= messageLength ? line : `${line.slice(0, messageLength - 1).toWellFormed()}…`;
}
