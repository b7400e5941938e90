import { isHidden, type Value, valueAt } from "../../domain/resource.ts";

/** What is true, false, or not told. */
export type Truth = boolean | undefined;

/** True when one is true, false when all are false, else unknown (Kleene's strong logic). */
export function anyOf(truths: Iterable<Truth>): Truth {
  let isUnknown = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === undefined) isUnknown = true;
  }
  return isUnknown ? undefined : false;
}

/** False when one is false, true when all are true, else unknown. */
export function allOf(truths: Iterable<Truth>): Truth {
  return not(anyOf([...truths].map(not)));
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

type Path = readonly (string | number)[];

/** A flag as written: true, false or their words; absent is `otherwise`, what is hidden is not told. */
export function flagAt(from: Value | undefined, path: Path, otherwise: boolean): Truth {
  const value = valueAt(from, ...path);
  if (isHidden(value)) return undefined;
  if (value === undefined || value === "") return otherwise;
  return String(value).toLowerCase() === "true";
}

/** The text at a path; a number or flag as its text. Undefined when it is not there or hidden. */
export function textAt(from: Value | undefined, ...path: Path): string | undefined {
  const value = valueAt(from, ...path);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The text at a path is one that `test` accepts; absent is `otherwise`, what is hidden is not told. */
export function textIs(from: Value | undefined, path: Path, test: (text: string) => boolean, otherwise = false): Truth {
  if (isHidden(valueAt(from, ...path))) return undefined;
  const text = textAt(from, ...path);
  return text === undefined ? otherwise : test(text);
}

/** What a list holds; `hidden` when it, or a part of it, is not told. */
export type Items = { readonly items: readonly Value[]; readonly hidden: boolean };

/** The elements of a list at a path, a single block as its only one; nothing when it is not there. */
export function itemsAt(from: Value | undefined, ...path: Path): Items {
  const value = valueAt(from, ...path);
  if (isHidden(value)) return { items: [], hidden: true };
  if (value === undefined) return { items: [], hidden: false };
  if (!Array.isArray(value)) return { items: [value], hidden: false };
  return { items: value.filter((one) => !isHidden(one) && one !== null), hidden: value.some(isHidden) };
}

/** The texts of a list at a path. */
export function textsAt(
  from: Value | undefined,
  ...path: Path
): { readonly texts: readonly string[]; readonly hidden: boolean } {
  const { items, hidden } = itemsAt(from, ...path);
  return { texts: items.filter((one) => typeof one === "string"), hidden };
}
