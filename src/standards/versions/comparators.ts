import { type Constraint, isComparator, type Range } from "./constraint.ts";

/**
 * Reads comparators as advisories and statements write them: `>=1, <2`, `>= 1.0 < 2.0`, `=1.4 || >2`, one bare
 * version, or a first and an end as CVE records have them, `0 < 8.0.1`. Undefined for any other text: words such as
 * `before 1.4` are not guessed at.
 */
export function parseComparators(text: string): Range | undefined {
  const parsed = text.split("||").map(parseAlternative);
  const known = parsed.flatMap((alternative) => (alternative === undefined ? [] : [alternative]));
  return known.length === parsed.length ? known : undefined;
}

function parseAlternative(text: string): readonly Constraint[] | undefined {
  if (text.trim() === "*") return [];
  // A first version in front of an end (CVE record format, `version` and `lessThan`); a comparator may stand apart.
  const parts = text
    .replace(/^\s{0,8}([^\s<>=!|,]{1,64})\s{0,8}(?=<)/, ">=$1 ")
    .replace(/([<>=!]=?=?)[ \t]{1,8}/g, "$1")
    .split(/[\s,]+/)
    .filter((part) => part !== "");
  const parsed = parts.map((part) => parseConstraint(part, parts.length === 1));
  const known = parsed.flatMap((constraint) => constraint ?? []);
  return known.length > 0 && known.length === parsed.length ? known : undefined;
}

/** A bare version beside other constraints is no constraint: `1.0 - 2.0`, `1.0 and later`. */
function parseConstraint(text: string, isAlone: boolean): Constraint | undefined {
  const [, written = "", version = ""] = /^([<>=!]{0,3})([^<>=!|]+)$/.exec(text) ?? [];
  const comparator = written.startsWith("==") || (written === "" && isAlone) ? "=" : written;
  return isComparator(comparator) && isVersion(version) ? { comparator, version } : undefined;
}

/** Neither a word nor a pattern. */
function isVersion(text: string): boolean {
  return /[0-9]/.test(text) && !/^[~^]/.test(text) && !text.split(".").some((part) => part === "x" || part === "*");
}
