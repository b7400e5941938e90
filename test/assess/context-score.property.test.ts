import { expect, test } from "bun:test";
import fc from "fast-check";
import { scoreOf } from "../../src/assess/context-score.ts";

const words = ["a", "b", "c", "d", "unknown"];
const points = fc.record({
  a: fc.integer({ min: 0, max: 100 }),
  b: fc.integer({ min: 0, max: 100 }),
  c: fc.integer({ min: 0, max: 100 }),
  d: fc.integer({ min: 0, max: 100 }),
});
const weights = fc.record({ criticality: points, exposure: points, data: points });
const values = fc.array(fc.constantFrom(...words), { maxLength: 3 });
const factors = fc.record({ criticality: values, exposure: values, data: values });

function score(
  given: Record<"criticality" | "exposure" | "data", readonly string[]>,
  by: Parameters<typeof scoreOf>[1],
) {
  return scoreOf(
    (["criticality", "exposure", "data"] as const).map((factor) => ({ factor, values: given[factor] })),
    by,
  );
}

test("scoreOf() is a range in [0, 1]", () => {
  fc.assert(
    fc.property(factors, weights, (given, by) => {
      const { low, high } = score(given, by);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeGreaterThanOrEqual(low);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});

test("scoreOf() with one word more never has a lower low end", () => {
  fc.assert(
    fc.property(factors, weights, fc.constantFrom(...words), (given, by, word) => {
      const more = { ...given, data: [...given.data, word] };
      expect(score(more, by).low).toBeGreaterThanOrEqual(score(given, by).low);
    }),
  );
});

test("scoreOf() with a word of more points in the place of another is never lower", () => {
  fc.assert(
    fc.property(factors, weights, fc.constantFrom("a", "b"), fc.constantFrom("c", "d"), (given, by, one, other) => {
      const [mild, bad] = by.exposure[one] <= by.exposure[other] ? [one, other] : [other, one];
      const before = score({ ...given, exposure: [mild] }, by);
      const after = score({ ...given, exposure: [bad] }, by);
      expect(after.low).toBeGreaterThanOrEqual(before.low);
      expect(after.high).toBeGreaterThanOrEqual(before.high);
    }),
  );
});
