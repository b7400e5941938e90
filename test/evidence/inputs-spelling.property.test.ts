import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { sensitiveValue, unknownValue } from "../../src/domain/resource.ts";
import { spell, unspell } from "../../src/evidence/inputs-spelling.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";

/** Anything that an item can hold, with names that JSON or JavaScript treat in a way of their own. */
const name = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("$", "__proto__", "10", "9", "constructor", "\ud83d"),
);
const leaf = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    -0,
    0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    "\ud83d",
    "a\udc00b",
    "$",
    null,
  ),
  fc.constantFrom<unknown>(unknownValue, sensitiveValue, true, false),
  fc.double(),
  fc.integer(),
  fc.uint8Array({ maxLength: 9 }),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).value;

/** Names in their order, all the way down: equality does not look at it. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (value instanceof Map) return [...value].map(shape);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return typeof value;
  return Object.entries(value).map(([key, member]) => [key, shape(member)]);
}

describe("spell() and unspell()", () => {
  test("give the value back through canonical JSON, in its order", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = JSON.stringify(spell(value, true));
        expect(text).toBe(canonicalJson(JSON.parse(text)));
        const back = unspell(JSON.parse(text));
        expect(back).toEqual(value);
        expect(shape(back)).toEqual(shape(value));
      }),
      { numRuns: 2000 },
    );
  });
});
