import { Range as NpmRange } from "semver";
import { type Constraint, isComparator, type Range } from "./constraint.ts";

/**
 * Reads what npm calls a range (`^1.2`, `1.x`, `>=1 <2 || 3`) by its own library, as plain bounds; undefined for any
 * other text. A comma between comparators, as advisories have it, is taken for the space that npm has.
 */
export function parseNpmRange(text: string): Range | undefined {
  if (text.trim() === "" || text.length > maxLength) return undefined;
  const range = rangeOf(text.replaceAll(",", " "));
  return range?.set.map((all) => all.flatMap(({ operator, semver }) => constraintOf(operator, semver.version)));
}

/** The library is meant for what people write in a package.json. */
const maxLength = 1024;

function rangeOf(text: string): NpmRange | undefined {
  try {
    return new NpmRange(text);
  } catch {
    return undefined; // no npm range; another language may know it
  }
}

/** The library's own mark for "any version" has no version. */
function constraintOf(operator: string, version: string | undefined): readonly Constraint[] {
  if (version === undefined) return [];
  const comparator = operator === "" ? "=" : operator;
  return isComparator(comparator) ? [{ comparator, version }] : [];
}
