import { compareVersions } from "./compare.ts";
import { type Constraint, isComparator, type Range } from "./constraint.ts";

/** A version range specifier: the scheme that orders its versions, and its intervals. */
export type Vers = { readonly type: string; readonly range: Range };

/**
 * Reads a `vers:` URI (Package-URL VERS specification §5); undefined for one that is none. Constraints must stand in
 * version order and alternate, as the specification asks: out of order they would mean one thing to one reader and
 * another to the next.
 */
export function parseVers(text: string): Vers | undefined {
  const match = /^vers:([a-z][a-z0-9.-]{0,63})\/([!-~]+)$/i.exec(text);
  if (match === null) return undefined;
  const [, scheme = "", constraints = ""] = match;
  const type = scheme.toLowerCase();
  if (type === "invalid") return undefined;
  if (constraints === "*") return { type, range: type === "none" ? [] : [[]] };
  const parsed = constraints.split("|").map(parseConstraint);
  const known = parsed.flatMap((constraint) => constraint ?? []);
  const isOrdered = known.length === parsed.length && isAscending(type, known);
  const range = isOrdered ? toRange(known) : undefined;
  return range === undefined ? undefined : { type, range };
}

/** A bare version means equality; the `=` that the specification does not allow can mean nothing else. */
function parseConstraint(text: string): Constraint | undefined {
  const [, comparator = "", given = ""] = /^(!=|[<>]=?|=)?(.*)$/.exec(text) ?? [];
  const version = decoded(given);
  if (version === undefined || /[<>=!*|]/.test(given)) return undefined;
  return { comparator: isComparator(comparator) ? comparator : "=", version };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text) || undefined;
  } catch {
    return undefined;
  }
}

function isAscending(type: string, constraints: readonly Constraint[]): boolean {
  return constraints.every((constraint, index) => {
    const next = constraints[index + 1];
    return next === undefined || compareVersions(type, constraint.version, next.version) === -1;
  });
}

/** Single versions and intervals as alternatives; what is excluded is excluded from each. */
function toRange(constraints: readonly Constraint[]): Range | undefined {
  const excluded = constraints.filter(({ comparator }) => comparator === "!=");
  const bounds = constraints.filter(({ comparator }) => comparator !== "!=");
  if (bounds.length === 0) return [excluded];
  if (!/^<?(?:=|><)*>?$/.test(bounds.map(({ comparator }) => comparator[0]).join(""))) return undefined;
  const intervals: Constraint[][] = [];
  for (const [index, bound] of bounds.entries()) {
    const isEnd = index > 0 && bound.comparator.startsWith("<");
    const interval = (isEnd ? intervals.at(-1) : undefined) ?? [...excluded];
    if (!isEnd) intervals.push(interval);
    interval.push(bound);
  }
  return intervals;
}

/** The `vers:` URI of constraints that are in version order; none at all means every version. */
export function formatVers(type: string, constraints: readonly Constraint[]): string {
  const texts = constraints.map(
    ({ comparator, version }) => `${comparator === "=" ? "" : comparator}${encoded(version)}`,
  );
  return `vers:${type}/${texts.length === 0 ? "*" : texts.join("|")}`;
}

/** Percent-encodes what separates (§5.3.3.2) and what is no printable ASCII. */
function encoded(version: string): string {
  return version.toWellFormed().replace(/[<>=!*|%]|[^!-~]/gu, (char) =>
    // encodeURIComponent leaves these two as they are.
    char === "!" || char === "*" ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : encodeURIComponent(char),
  );
}
