import { at, field, isObject, list, type WireObject } from "../standards/wire.ts";

/** Keys of the contract (DESIGN §6) that later versions give a meaning; until then they are refused, not ignored. */
export const reservedKeys: readonly string[] = [
  "ai",
  "analytics",
  "compliance",
  "data",
  "forecast",
  "policy_automation",
  "toggles",
  "waivers",
];

/** The keys that a JSON Schema knows at `path`: of a mapping's members, or of a map with a fixed set of keys. */
export function knownKeys(schema: WireObject, path: readonly PropertyKey[]): readonly string[] {
  let here: readonly WireObject[] = branches(schema);
  for (const token of path) here = here.flatMap((node) => child(node, token)).flatMap(branches);
  return here.flatMap((node) => [
    ...Object.keys(objectAt(node, "properties")),
    ...list(field(node, "propertyNames"), "enum").map(String),
  ]);
}

/** Sections that know `key`, as `section.key`: where a misplaced key belongs. */
export function homesOf(schema: WireObject, key: string): readonly string[] {
  return Object.keys(objectAt(schema, "properties"))
    .filter((section) => knownKeys(schema, [section]).includes(key))
    .map((section) => `${section}.${key}`);
}

/** A schema and the alternatives that it gives. */
function branches(schema: WireObject): readonly WireObject[] {
  return [schema, ...[...list(schema, "anyOf"), ...list(schema, "allOf")].filter(isObject).flatMap(branches)];
}

function child(schema: WireObject, token: PropertyKey): readonly WireObject[] {
  const found =
    typeof token === "number"
      ? field(schema, "items")
      : (at(schema, "properties", String(token)) ?? field(schema, "additionalProperties"));
  return isObject(found) ? [found] : [];
}

function objectAt(schema: WireObject, key: string): WireObject {
  const found = field(schema, key);
  return isObject(found) ? found : {};
}
