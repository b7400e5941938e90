/**
 * Total accessors for parsed documents of unknown shape: own properties only, wrong types are absent.
 * Bulk formats use these instead of a schema: a report of 100 MB is read in one pass,
 * and one odd item is counted instead of refusing the file.
 */
export type WireObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The own property `key`, else undefined; so `constructor` of `{}` is absent. */
export function field(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A property of a property: `at(doc, "tool", "driver", "name")`. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let here = value;
  for (const key of keys) here = field(here, key);
  return here;
}

/** A non-empty string, else undefined. */
export function text(value: unknown, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** A finite number, else undefined. */
export function number(value: unknown, key: string): number | undefined {
  const found = field(value, key);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

/** A list, empty when absent or of another type; use `hasList` where absent and empty differ. */
export function list(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
}

export function hasList(value: unknown, key: string): boolean {
  return Array.isArray(field(value, key));
}

/** The non-empty strings of a list. */
export function texts(value: unknown, key: string): readonly string[] {
  return list(value, key).filter((entry): entry is string => typeof entry === "string" && entry !== "");
}

/** `{ key: value }` when the value is there, else `{}`: for optional members under exactOptionalPropertyTypes. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  // A computed key of a generic type is widened to string; the shape is what the signature says.
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** At most `max` UTF-16 code units of a text, without half a surrogate pair at the end. */
export function shorten(given: string, max: number): string {
  if (given.length <= max) return given;
  const last = given.charCodeAt(max - 1);
  return given.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
