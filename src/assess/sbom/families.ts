import type { Component } from "../../domain/component.ts";
import type { FamilyRange, Intel, RceFamily } from "../../domain/intel.ts";
import { parsePurl } from "../../standards/purl.ts";
import { compareVersions } from "../../standards/versions/compare.ts";

/** Where a version stands: in the affected range, out of it, or it cannot be told. */
export type RangeStatus = "inside" | "outside" | "unknown";

export type FamilyMatch = { readonly family: RceFamily; readonly status: RangeStatus };

const none: readonly FamilyMatch[] = [];

/** The families of the component's package; none for a component without purl, whose name is not proof enough. */
export function familiesOf({ purl, version }: Component, { families }: Intel): readonly FamilyMatch[] {
  if (purl === undefined || families === undefined) return none;
  const ranges = families.byPackage.get(packagePart(purl));
  if (ranges === undefined) return none;
  const parsed = parsePurl(purl);
  const type = parsed?.type ?? "generic";
  const own = upstreamVersion(type, parsed?.version ?? version);
  return ranges.map((range) => ({ family: range.family, status: statusIn(type, own, range) }));
}

/** Type, namespace and name of a canonical purl. */
function packagePart(purl: string): string {
  const end = purl.search(/[@?#]/);
  return end === -1 ? purl : purl.slice(0, end);
}

/** Ranges speak of upstream versions; distributions put an epoch before and a revision behind. */
function upstreamVersion(type: string, version: string | undefined): string | undefined {
  if (type !== "deb" && type !== "rpm" && type !== "apk") return version;
  return version?.replace(/^\d+:/, "").replace(/-[^-]*$/, "");
}

/** One range that holds is enough; else one that cannot be told leaves it unknown. */
function statusIn(type: string, version: string | undefined, { intervals, versions }: FamilyRange): RangeStatus {
  if (version === undefined) return "unknown";
  if (versions.includes(version)) return "inside";
  const answers = intervals.map(({ from, before }) => {
    return everyOf([atLeast(type, version, from), isBefore(type, version, before)]);
  });
  if (answers.includes(true)) return "inside";
  return answers.includes(undefined) ? "unknown" : "outside";
}

function atLeast(type: string, version: string, from: string | undefined): boolean | undefined {
  if (from === undefined) return true;
  const order = compareVersions(type, version, from);
  return order === undefined ? undefined : order >= 0;
}

function isBefore(type: string, version: string, before: string | undefined): boolean | undefined {
  if (before === undefined) return true;
  const order = compareVersions(type, version, before);
  return order === undefined ? undefined : order < 0;
}

function everyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
