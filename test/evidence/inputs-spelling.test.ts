import { describe, expect, test } from "bun:test";
import { sensitiveValue, unknownValue } from "../../src/domain/resource.ts";
import { spell, unspell } from "../../src/evidence/inputs-spelling.ts";

describe("spell() of our own, and unspell() of that", () => {
  const numbers = new Map([
    ["root", 0],
    ["b", 1],
  ]);
  test.each<[string, unknown, unknown]>([
    ["a text", "$", "$"],
    ["half of a surrogate pair", "a\ud83d", { $: ["utf16", [0x61, 0xd83d]] }],
    ["zero", 0, 0],
    ["zero with a sign", -0, { $: "-0" }],
    ["no number", Number.NaN, { $: "NaN" }],
    ["no end", Number.NEGATIVE_INFINITY, { $: "-Infinity" }],
    ["stand-ins in a list", [unknownValue, sensitiveValue, 1], [{ $: "unknown" }, { $: "sensitive" }, 1]],
    ["bytes", Uint8Array.of(1, 2, 255), { $: ["bytes", "AQL/"] }],
    ["a map", new Map([["root", 1]]), { $: ["map", [["root", 1]]] }],
    ["a map without entries", new Map(), { $: ["map", []] }],
    ["a map of keys to their places", numbers, { $: ["numbered", ["root", "b"]] }],
    [
      "others' values, in their order",
      { values: { b: 1, a: 2 } },
      {
        values: {
          $: [
            "members",
            [
              ["b", 1],
              ["a", 2],
            ],
          ],
        },
      },
    ],
    ["others' values with the mark", { body: { $: 1 } }, { body: { $: ["members", [["$", 1]]] } }],
  ])("%s", (_, value, spelled) => {
    expect(spell(value)).toEqual(spelled);
    expect(unspell(spelled)).toEqual(value);
  });

  test("leaves out what is undefined, and puts our own names in order", () => {
    const one = { b: 1, a: undefined, c: { z: 1, y: [2] } };
    expect(JSON.stringify(spell(one))).toBe('{"b":1,"c":{"y":[2],"z":1}}');
    expect(JSON.stringify(spell({ values: { a: 1, b: undefined } }))).toBe('{"values":{"a":1}}');
  });

  test("puts names in order however many sets of them begin alike", () => {
    for (let set = 0; set < 40; set++) {
      const twice = [
        { n: 0, [`z${set}`]: 1, b: 2 },
        { n: 0, b: 2, [`z${set}`]: 1 },
      ].map((one) => JSON.stringify(spell(one)));
      expect(twice).toEqual(Array.from({ length: 2 }, () => `{"b":2,"n":0,"z${set}":1}`));
    }
  });

  test("copies no list in which there is nothing to spell", () => {
    const list = [1, "a", [true]];
    expect(spell(list)).toBe(list);
  });
});

test.each<[string, unknown]>([
  ["a function", () => 1],
  ["a strange symbol", Symbol("other")],
  ["a bigint", 1n],
  ["a date", new Date(0)],
])("spell() refuses %s", (_, value) => {
  expect(() => spell(value)).toThrow(RangeError);
});

test.each<[string, unknown]>([
  ["an unknown word", { $: "other" }],
  ["an unknown sort", { $: ["set", []] }],
  ["a member beside the mark", { $: "-0", a: 1 }],
  ["a map without a list", { $: ["map"] }],
  ["a map of what is no pair", { $: ["map", [["a"]]] }],
  ["a third part", { $: ["map", [], 1] }],
  ["a name that is no text", { $: ["members", [[1, 2]]] }],
  ["a unit that is none", { $: ["utf16", [65536]] }],
  ["what is no base64", { $: ["bytes", "=="] }],
  ["a number", { $: 1 }],
  ["an inherited word", { $: ["constructor", []] }],
])("unspell() refuses %s", (_, value) => {
  expect(() => unspell(value)).toThrow(SyntaxError);
});
