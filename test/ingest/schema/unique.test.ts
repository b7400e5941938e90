import { expect, test } from "bun:test";
import { areUnique } from "../../../src/ingest/schema/unique.ts";

test.each([
  [[], true],
  [[1, "1", true, null, [1], { a: 1 }], true],
  [
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    false,
  ],
  [
    [
      [1, 2],
      [2, 1],
    ],
    true,
  ],
  [[1, 1.0], false],
  [[Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], true],
])("areUnique(%j) is %p", (items, expected) => {
  expect(areUnique(items)).toBe(expected);
});

test("areUnique() takes linear time", () => {
  const items = Array.from({ length: 200_000 }, (_, name) => ({ name, hashes: [{ alg: "x" }] }));
  const start = performance.now();
  expect(areUnique(items)).toBe(true);
  expect(performance.now() - start).toBeLessThan(5000);
});
