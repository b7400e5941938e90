import {
  type Contradiction,
  type Contradictions,
  type Dispute,
  disputes,
  noContradictions,
} from "../domain/contradiction.ts";
import { compareText } from "../domain/order.ts";
import { type Severity, worstSeverity } from "../domain/severity.ts";
import type { Observation, PackageRef, Vulnerability } from "../domain/vulnerability.ts";
import { counted, listText } from "../domain/words.ts";
import { parsePurl } from "../standards/purl.ts";
import { compareVersions } from "../standards/versions/compare.ts";

/** Rows of each sort that are kept; the worst come first, and the counts tell of all. */
const most = 200;

/** Fixed versions that are compared and shown. */
const maxFixes = 20;

/**
 * Where two scanners that looked at one package disagree. A scanner is known to have looked at it when it reports
 * any vulnerability of it; from a scanner that reports none nobody can tell whether it looked, so its silence is no
 * contradiction. Nor is a fix that a report does not give: many formats have no place for it. Linear.
 */
export function contradictionsOf(
  vulnerabilities: readonly Vulnerability[],
  keyOf: (ref: PackageRef) => string,
): Contradictions {
  if (!haveSeveralTools(vulnerabilities)) return noContradictions;
  const lookers = lookersOf(vulnerabilities, keyOf);
  const counts = { presence: 0, severity: 0, fix: 0 };
  const rows = new Map<Dispute, Contradiction[]>(disputes.map((what) => [what, []]));
  const note = (found: Contradiction | undefined): void => {
    if (found === undefined) return;
    counts[found.what]++;
    const kept = rows.get(found.what);
    if (kept !== undefined && kept.length < most) kept.push(found);
  };
  for (const one of vulnerabilities) {
    const looked = lookers.get(keyOf(one.package)) ?? new Map();
    if (looked.size < 2) continue;
    const byTool = groupByTool(one.observations);
    note(presenceOf(one, byTool, looked));
    if (byTool.size < 2) continue;
    note(severityOf(one, byTool));
    note(fixOf(one, byTool));
  }
  return { counts, rows: [...rows.values()].flat() };
}

function haveSeveralTools(vulnerabilities: readonly Vulnerability[]): boolean {
  const first = vulnerabilities[0]?.observations[0]?.tool;
  return vulnerabilities.some((one) => one.observations.some((seen) => seen.tool !== first));
}

/** Tool → number of vulnerabilities that it reports of a package. */
type Lookers = ReadonlyMap<string, number>;

function lookersOf(
  vulnerabilities: readonly Vulnerability[],
  keyOf: (ref: PackageRef) => string,
): ReadonlyMap<string, Lookers> {
  const lookers = new Map<string, Map<string, number>>();
  for (const { package: ref, observations } of vulnerabilities) {
    const key = keyOf(ref);
    const looked = lookers.get(key) ?? new Map<string, number>();
    lookers.set(key, looked);
    for (const tool of new Set(observations.map((seen) => seen.tool))) looked.set(tool, (looked.get(tool) ?? 0) + 1);
  }
  return lookers;
}

type ByTool = ReadonlyMap<string, readonly Observation[]>;

function groupByTool(observations: readonly Observation[]): ByTool {
  const groups = new Map<string, Observation[]>();
  for (const seen of observations) {
    const group = groups.get(seen.tool);
    if (group === undefined) groups.set(seen.tool, [seen]);
    else group.push(seen);
  }
  return groups;
}

function presenceOf(one: Vulnerability, byTool: ByTool, looked: Lookers): Contradiction | undefined {
  const silent = [...looked].filter(([tool]) => !byTool.has(tool)).toSorted(([a], [b]) => compareText(a, b));
  if (silent.length === 0) return undefined;
  const told = silent.map(
    ([tool, count]) => `${tool} reports ${counted(count, "other vulnerability", "others")} of it`,
  );
  return row(one, "presence", {
    values: valuesOf([
      ...[...byTool.keys()].map((tool) => [tool, "reported"] as const),
      ...silent.map(([tool]) => [tool, "not reported"] as const),
    ]),
    used: "reported",
    why: `one scanner is enough; ${told.join(", ")}, or knows this one by an id that no input links`,
  });
}

function severityOf(one: Vulnerability, byTool: ByTool): Contradiction | undefined {
  const said = [...byTool].map(([tool, seen]) => [tool, worstOf(seen)] as const);
  // A scanner that does not score says nothing against one that does.
  const scored = said.filter(([, severity]) => severity !== "unknown");
  if (new Set(scored.map(([, severity]) => severity)).size < 2) return undefined;
  return row(one, "severity", {
    values: valuesOf(scored),
    used: one.severity,
    why: "the worst that a scanner gives counts",
  });
}

function worstOf(observations: readonly Observation[]): Severity {
  let worst: Severity = "unknown";
  for (const { severity } of observations) worst = worstSeverity(severity, worst);
  return worst;
}

/** Fixed versions contradict when two scanners give some and have none in common: one branch may be left out. */
function fixOf(one: Vulnerability, byTool: ByTool): Contradiction | undefined {
  const given = [...byTool]
    .map(([tool, seen]) => [tool, fixesOf(seen)] as const)
    .filter(([, fixes]) => fixes.length > 0);
  const type = one.package.purl === undefined ? undefined : parsePurl(one.package.purl)?.type;
  const [first, ...others] = given;
  const isAgreed =
    first === undefined || others.every(([, fixes]) => haveOneInCommon(first[1], fixes, type ?? "generic"));
  if (isAgreed) return undefined;
  return row(one, "fix", {
    values: valuesOf(given.map(([tool, fixes]) => [tool, listText(fixes, maxFixes)] as const)),
    used: listText(one.fixedIn, maxFixes),
    why: "every fixed version that a scanner gives is kept",
  });
}

function fixesOf(observations: readonly Observation[]): readonly string[] {
  return [...new Set(observations.flatMap((seen) => seen.fixedIn))].slice(0, maxFixes);
}

function haveOneInCommon(a: readonly string[], b: readonly string[], type: string): boolean {
  return a.some((one) => b.some((other) => compareVersions(type, one, other) === 0));
}

type Said = Pick<Contradiction, "values" | "used" | "why">;

function row({ id, package: ref }: Vulnerability, what: Dispute, said: Said): Contradiction {
  return { id, package: ref, what, ...said };
}

function valuesOf(said: readonly (readonly [tool: string, value: string])[]): Contradiction["values"] {
  return said.map(([tool, value]) => ({ tool, value })).toSorted((a, b) => compareText(a.tool, b.tool));
}
