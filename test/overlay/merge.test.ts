import { expect, test } from "bun:test";
import { leavesOf, mergeLayers, valueAt } from "../../src/overlay/merge.ts";

test("mergeLayers() merges maps and replaces lists and scalars", () => {
  const { value, origins } = mergeLayers([
    { origin: "one", value: { map: { a: 1, b: [1, 2] }, only: true, gone: undefined } },
    { origin: "two", value: { map: { b: [3], "c/d": null }, empty: {} } },
  ]);
  expect(value).toEqual({ map: { a: 1, b: [3], "c/d": null }, only: true, empty: {} });
  expect(Object.fromEntries(origins)).toEqual({
    "/map/a": "one",
    "/map/b": "two",
    "/map/c~1d": "two",
    "/only": "one",
    "/empty": "two",
  });
});

test("mergeLayers() lets a map replace a scalar and a scalar a map", () => {
  const scalar = { origin: "scalar", value: { x: 1 } };
  const map = { origin: "map", value: { x: { y: 1 } } };
  expect(mergeLayers([scalar, map])).toEqual({ value: { x: { y: 1 } }, origins: new Map([["/x/y", "map"]]) });
  expect(mergeLayers([map, scalar])).toEqual({ value: { x: 1 }, origins: new Map([["/x", "scalar"]]) });
});

test("mergeLayers() keeps an empty map from hiding what stands under it", () => {
  const merged = mergeLayers([
    { origin: "one", value: { x: { y: 1 } } },
    { origin: "two", value: { x: {} } },
  ]);
  expect(merged).toEqual({ value: { x: { y: 1 } }, origins: new Map([["/x/y", "one"]]) });
});

test("mergeLayers() of nothing is an empty map", () => {
  expect(mergeLayers([])).toEqual({ value: {}, origins: new Map() });
});

test("mergeLayers() makes __proto__ an own key and reaches no prototype", () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}');
  const { value } = mergeLayers([
    { origin: "one", value: {} },
    { origin: "two", value: hostile },
    { origin: "three", value: hostile },
  ]);
  expect(Object.hasOwn(value, "__proto__")).toBe(true);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("leavesOf() gives lists and empty maps whole, in order", () => {
  expect(leavesOf({ b: { c: [1, { d: 2 }] }, a: {}, u: undefined })).toEqual([
    { path: ["b", "c"], value: [1, { d: 2 }] },
    { path: ["a"], value: {} },
  ]);
});

test("valueAt() sees own keys and indices only", () => {
  expect(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
  expect(valueAt({ a: 1 }, ["toString"])).toBeUndefined();
  expect(valueAt({ a: 1 }, ["a", "b"])).toBeUndefined();
  expect(valueAt(null, ["a"])).toBeUndefined();
});
