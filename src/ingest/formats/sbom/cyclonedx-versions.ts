import { compareVersions } from "../../../standards/versions/compare.ts";
import type { Constraint, Range } from "../../../standards/versions/constraint.ts";
import { parseVers } from "../../../standards/versions/vers.ts";
import { text } from "../../../standards/wire.ts";

/** The status of an entry of `versions`: "affected" where it gives none (CycloneDX 1.4 and later). */
export function wordOf(version: unknown): string {
  return text(version, "status") ?? "affected";
}

/** More pairs than documents have; beyond it nothing is compared, and what is not told apart is taken to overlap. */
const maxPairs = 10_000;

/**
 * Those of `good` that share no version with one of `bad`: where a document says both of one version, the worse holds.
 * What cannot be told apart is taken to overlap. Versions without a scheme of their own are those of the package type.
 */
export function undisputed(good: readonly unknown[], bad: readonly unknown[], type: string): readonly unknown[] {
  const listed = new Set(bad.map((one) => text(one, "version")));
  const ranges = bad.filter((one) => text(one, "version") === undefined);
  const rest = good.filter((one) => text(one, "version") === undefined || !listed.has(text(one, "version")));
  // Two single versions have been told apart by their text, so that long lists of them stay cheap.
  const against = (one: unknown): readonly unknown[] => (text(one, "version") === undefined ? bad : ranges);
  const pairs = rest.reduce((sum: number, one) => sum + against(one).length, 0);
  if (pairs > maxPairs) return [];
  return rest.filter((one) => !against(one).some((other) => overlaps(scopeOf(one, type), scopeOf(other, type))));
}

type Scope = { readonly type: string; readonly range: Range; readonly isSingle: boolean };

function scopeOf(entry: unknown, type: string): Scope | undefined {
  const single = text(entry, "version");
  if (single !== undefined) return { type, range: [[{ comparator: "=", version: single }]], isSingle: true };
  const vers = parseVers(text(entry, "range") ?? "");
  return vers === undefined ? undefined : { ...vers, isSingle: false };
}

function overlaps(one: Scope | undefined, other: Scope | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  const isComparable = one.isSingle || other.isSingle || one.type === other.type;
  const type = one.isSingle ? other.type : one.type;
  return !isComparable || one.range.some((a) => other.range.some((b) => canHold([...a, ...b], type)));
}

/** True when no lower bound is beyond an upper one. Versions that are left out are not: a hole makes no range empty. */
function canHold(constraints: readonly Constraint[], type: string): boolean {
  const lower = constraints.filter(({ comparator }) => /^[>=]/.test(comparator));
  const upper = constraints.filter(({ comparator }) => /^[<=]/.test(comparator));
  return lower.every((low) => upper.every((high) => isBefore(low, high, type)));
}

function isBefore(low: Constraint, high: Constraint, type: string): boolean {
  const order = compareVersions(type, low.version, high.version) ?? -1;
  return order < 0 || (order === 0 && low.comparator.endsWith("=") && high.comparator.endsWith("="));
}
