import { parseComparators } from "./comparators.ts";
import { compareVersions } from "./compare.ts";
import type { Constraint, Range } from "./constraint.ts";
import { parseIntervals } from "./intervals.ts";
import { parseNpmRange } from "./npm-range.ts";
import { parseVers } from "./vers.ts";

/**
 * Whether a version of a package type (purl) is in a range: a `vers:` URI, comparators (`>=1, <2 || 3.1`), intervals
 * (`[1.0,2.0)`), for npm also what its own ranges have. Undefined when it cannot be told: the range is none that is
 * known here, or of another ecosystem's versions, or a version is none of its ecosystem. Pre-releases count by their order alone. Never throws.
 */
export function inRange(type: string, version: string | undefined, range: string): boolean | undefined {
  const parsed = parseRange(type, range);
  if (parsed === undefined || !isOrderOf(parsed.type, type)) return undefined;
  return someOf(parsed.range.map((all) => isWithin(parsed.type, version, all)));
}

/** Schemes of VERS that are of no one ecosystem. */
const common: ReadonlySet<string> = new Set(["all", "generic", "intdot", "none", "semver"]);

/** True when a scheme orders the versions of a package type; of a `generic` package nobody knows which does. */
function isOrderOf(scheme: string, type: string): boolean {
  return scheme === type || common.has(scheme) || type === "generic" || (scheme === "alpine" && type === "apk");
}

/** The range for people: `>=1.0, <2.0 or 3.1`; the text as it is when it cannot be read. */
export function rangeText(type: string, range: string): string {
  const parsed = parseRange(type, range);
  if (parsed === undefined) return range;
  return parsed.range.map(alternativeText).join(" or ") || "no version";
}

/** A scheme of its own orders the versions; else the type of the package does. */
function parseRange(type: string, text: string): { readonly type: string; readonly range: Range } | undefined {
  if (text.length > maxLength) return undefined;
  if (/^vers:/i.test(text)) return parseVers(text);
  const range = (type === "npm" ? parseNpmRange(text) : undefined) ?? parseIntervals(text) ?? parseComparators(text);
  return range === undefined ? undefined : { type, range };
}

/** The longest in public advisories are lists of some hundred versions. */
const maxLength = 65_536;

function isWithin(type: string, version: string | undefined, constraints: readonly Constraint[]): boolean | undefined {
  return everyOf(constraints.map((constraint) => holds(type, version, constraint)));
}

function holds(type: string, version: string | undefined, constraint: Constraint): boolean | undefined {
  const order = version === undefined ? undefined : compareVersions(type, version, constraint.version);
  if (order === undefined) return undefined;
  switch (constraint.comparator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function everyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function someOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function alternativeText(constraints: readonly Constraint[]): string {
  if (constraints.length === 0) return "every version";
  return constraints
    .map(({ comparator, version }) => (comparator === "=" ? version : `${comparator}${version}`))
    .join(", ");
}
