import { isHidden, isValueObject, sensitiveValue, type Value, valueAt } from "../../domain/resource.ts";
import { anyOf, type Truth } from "./check.ts";

/** A value asked one question; what is hidden has no answer, what is not there answers no. */

/** True when the value at the path is `expected`. */
export function is(from: Value | undefined, path: Path, expected: string | number | boolean): Truth {
  return answer(at(from, path), (value) => value === expected || String(value) === String(expected));
}

/** True when the value at the path is a string or number that `test` accepts. */
export function matches(from: Value | undefined, path: Path, test: (text: string) => boolean): Truth {
  return answer(
    at(from, path),
    (value) => (typeof value === "string" || typeof value === "number") && test(String(value)),
  );
}

/** True when something is set at the path: not null, not "", not an empty list or object. A secret is something. */
export function isSet(from: Value | undefined, path: Path): Truth {
  const value = at(from, path);
  if (isHidden(value)) return value === sensitiveValue ? true : undefined;
  if (value === undefined || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return isValueObject(value) ? Object.keys(value).length > 0 : true;
}

/** `"root.versioning[0].enabled"` is written as keys and indexes: `["versioning", 0, "enabled"]`, or one key alone. */
export type Path = string | readonly (string | number)[];

/** The value at a path; see `valueAt`. */
export function at(from: Value | undefined, path: Path): Value | undefined {
  return valueAt(from, ...(typeof path === "string" ? [path] : path));
}

/** The elements of a list, or a single block as its only one; undefined when it is hidden or some element is. */
export function blocks(from: Value | undefined, path: Path): readonly Value[] | undefined {
  const value = at(from, path);
  if (isHidden(value)) return undefined;
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [value];
  return value.some(isHidden) ? undefined : value;
}

/** The strings of a list at the path, or the one string there; undefined when the list or a member is hidden. */
export function textsAt(from: Value | undefined, path: Path): readonly string[] | undefined {
  return blocks(from, path)?.filter((one): one is string => typeof one === "string");
}

/** True when one of the texts at the path is accepted, whatever else is hidden there; unknown when a hidden one may be. */
export function someText(from: Value | undefined, path: Path, test: (text: string) => boolean): Truth {
  const value = at(from, path);
  if (isHidden(value)) return undefined;
  const all: readonly Value[] = Array.isArray(value) ? value : [value ?? null];
  return anyOf(all.map((one) => answer(one, (text) => typeof text === "string" && test(text))));
}

function answer(value: Value | undefined, question: (value: Value) => boolean): Truth {
  if (isHidden(value)) return undefined;
  return value !== undefined && question(value);
}
