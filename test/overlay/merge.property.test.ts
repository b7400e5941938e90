import { expect, test } from "bun:test";
import fc from "fast-check";
import { leavesOf, mergeLayers, valueAt } from "../../src/overlay/merge.ts";

const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.array(fc.integer()), fc.constant(null));

/** Any part of one shape: as after validation, a key holds a map in all layers or in none. */
const layer = fc.record(
  {
    a: scalar,
    b: scalar,
    m: fc.record(
      { a: scalar, __proto__: scalar, n: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
    r: fc.dictionary(fc.constantFrom("x", "y/z", "~"), fc.record({ p: scalar, q: scalar }, { requiredKeys: [] })),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const layers = fc.array(layer, { maxLength: 5 }).map((values) => values.map((value, origin) => ({ origin, value })));

test("mergeLayers() is associative", () => {
  fc.assert(
    fc.property(layers, layers, (left, right) => {
      const folded = [left, right].map((part) => ({ origin: 0, value: mergeLayers(part).value }));
      expect(mergeLayers(folded).value).toEqual(mergeLayers([...left, ...right]).value);
    }),
  );
});

test("mergeLayers() takes each leaf from the last layer that has it, and says so", () => {
  fc.assert(
    fc.property(layers, (given) => {
      const { value, origins } = mergeLayers(given);
      const leaves = leavesOf(value);
      expect(origins.size).toBe(leaves.length);
      const owners = [...origins.values()];
      for (const [index, { path, value: leaf }] of leaves.entries()) {
        const last = given.findLast((one) => valueAt(one.value, path) !== undefined);
        expect(owners[index]).toBe(last?.origin as number);
        expect(valueAt(last?.value, path)).toEqual(leaf as never);
      }
    }),
  );
});

test("mergeLayers() leaves its layers as they were", () => {
  fc.assert(
    fc.property(layers, (given) => {
      const before = structuredClone(given);
      mergeLayers(given);
      expect(given).toEqual(before);
    }),
  );
});
