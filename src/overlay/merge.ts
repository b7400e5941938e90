import { pointer } from "../standards/json-pointer.ts";
import { isObject, type WireObject } from "../standards/wire.ts";

/** Some options and where they come from. */
export type Origin<O> = { readonly origin: O; readonly value: WireObject };

export type Merged<O> = {
  readonly value: WireObject;
  /** JSON pointer of each leaf → origin of the layer that it comes from. A list is one leaf, and so is an empty map. */
  readonly origins: ReadonlyMap<string, O>;
};

/** One value of a tree that has no keys below it. */
export type Leaf = { readonly path: readonly string[]; readonly value: unknown };

/**
 * Layers into one, later ones over earlier ones: maps merge key by key, lists and scalars replace.
 * Pure; the layers stay as they are. Associative as long as a key holds a map in all layers or in none,
 * which the schema sees to.
 */
export function mergeLayers<O>(layers: readonly Origin<O>[]): Merged<O> {
  let value: WireObject = {};
  for (const layer of layers) value = mergeMaps(value, layer.value);
  const origins = new Map<string, O>();
  for (const { path } of leavesOf(value)) {
    const layer = layers.findLast((candidate) => valueAt(candidate.value, path) !== undefined);
    if (layer !== undefined) origins.set(pointer(...path), layer.origin);
  }
  return { value, origins };
}

/** The leaves of a tree of maps, in the order of its keys. */
export function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (value === undefined) return [];
  if (!isObject(value) || Object.keys(value).length === 0) return path.length === 0 ? [] : [{ path, value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

/** The value at a path of own keys and list indices; undefined when there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = Reflect.get(here, key);
  }
  return here;
}

/** `Object.fromEntries` defines own members, so that no key reaches a prototype. */
function mergeMaps(under: WireObject, over: WireObject): WireObject {
  const members = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const before = members.get(key);
    if (value !== undefined) members.set(key, isObject(before) && isObject(value) ? mergeMaps(before, value) : value);
  }
  return Object.fromEntries(members);
}
