import { describe, expect, test } from "bun:test";
import { countBy } from "../../src/assess/count.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";

describe("countBy()", () => {
  test("counts each key of each item, in text order", () => {
    const counts = countBy([["b"], ["a", "b"], []], (keys) => keys);
    expect(Object.entries(counts)).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });

  test.each(["__proto__", "constructor", "prototype", "toString", "10", ""])(
    "counts the key %j like any other",
    (key) => {
      const counts = countBy([key, key], (one) => [one]);
      expect(Object.getPrototypeOf(counts)).toBe(Object.prototype);
      expect(canonicalJson(counts)).toBe(`{${JSON.stringify(key)}:2}`);
    },
  );
});
