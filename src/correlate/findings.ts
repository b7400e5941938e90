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
  const groups = Map.groupBy(findings, identityOf);
  return withFingerprints([...groups.values()].map(merge)).toSorted(compare);
}

/** What makes two results one within a run. */
function identityOf(finding: Finding): string {
  const { file, line = 0 } = finding.location;
  const { resource = "", source } = finding;
  // A finding without a place is itself only: two of them may be two places that the tool did not name.
  const place = file === undefined && resource === "" ? `${source.input}#${source.pointer}` : `${file}\n${line}`;
  return `${finding.tool}\n${finding.ruleId}\n${place}\n${resource}\n${finding.message}`;
}

/** A finding that stands for its copies; it is copied once only, when its fingerprint is known. */
type Merged = Pick<CorrelatedFinding, "state" | "duplicates"> & { readonly first: Finding };

function merge(group: readonly Finding[]): Merged {
  const ordered = group.length === 1 ? group : group.toSorted(bySource);
  const open = worstOpen(ordered);
  const first = open ?? ordered[0];
  if (first === undefined) throw new RangeError("a finding group is empty");
  return {
    first,
    state: open === undefined ? "suppressed" : "open",
    duplicates: ordered.length === 1 ? [] : ordered.filter((one) => one !== first).map((one) => one.source),
  };
}

/**
 * Fingerprints that hold while code moves: of the tool's own where it gives one, else of rule, path and the code or
 * function around the place, else of the message; never of the line. Those that come out alike are told apart by their
 * order in the file, so each keeps its own until one of its likes goes.
 */
function withFingerprints(findings: readonly Merged[]): readonly CorrelatedFinding[] {
  const told: CorrelatedFinding[] = [];
  for (const [stable, alike] of Map.groupBy(findings, (one) => stableKey(one.first))) {
    const ordered = alike.length === 1 ? alike : alike.toSorted((a, b) => byPlace(a.first, b.first));
    for (const [before, { first, state, duplicates }] of ordered.entries()) {
      const key = before === 0 ? stable : `${stable}\n${before}`;
      const fingerprint = sha256Hex(key).slice(0, fingerprintLength);
      told.push({ ...first, state, duplicates, fingerprint });
    }
  }
  return told;
}

function stableKey({ tool, ruleId, location, resource = "", toolFingerprint, context, message }: Finding): string {
  const what = toolFingerprint ?? context?.replaceAll(/\s+/g, " ").trim() ?? message;
  return [tool, ruleId, stablePath(location.file ?? ""), resource, what].join("\n");
}

/** `./src//a.ts` and `src/a.ts` are one place. */
function stablePath(file: string): string {
  // Splitting and joining 40,000 paths that need none takes longer than hashing them.
  const isPlain = !file.includes("//") && !file.includes("./") && !file.endsWith("/") && !file.endsWith(".");
  if (isPlain) return file;
  return file
    .split("/")
    .filter((part, index) => part !== "." && (part !== "" || index === 0))
    .join("/");
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.location.file ?? "", b.location.file ?? "") ||
    (a.location.line ?? 0) - (b.location.line ?? 0) ||
    compareText(a.message, b.message) ||
    bySource(a, b)
  );
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
