import { expect, test } from "bun:test";
import { readJson } from "../../src/ingest/parse-json.ts";

function read(text: string) {
  return readJson(text, new TextEncoder().encode(text), "f", 8);
}

test.each([
  ['{"a":1,"b":{"a":1}}', [], []],
  ['{"a":1,"a":2}', ["a"], []],
  ['{"a":1,"\\u0061":2}', ["a"], []],
  ['[{"x":{"a":1,"a":{"b":1}}}]', ["a"], []],
  ['{"__proto__":1}', [], ["__proto__"]],
  ['{"\\u005f_proto__":{"x":1}}', [], ["__proto__"]],
  ['{"a":{"constructor":1},"prototype":2}', [], ["constructor", "prototype"]],
  ['{"a":"constructor","b":"\\"__proto__\\":1"}', [], []],
  ['{"__proto__":1,"__proto__":2}', ["__proto__"], ["__proto__", "__proto__"]],
])("readJson(%s) finds repeated %j and reserved %j", (text, repeated, reserved) => {
  const tree = read(text);
  expect(tree.repeated.map(({ key }) => key)).toEqual(repeated);
  expect(tree.reserved.map(({ key }) => key)).toEqual(reserved);
});

test("readJson() takes the depth that is allowed and no more", () => {
  expect(read("[".repeat(8) + "]".repeat(8)).repeated).toEqual([]);
  expect(() => read("[".repeat(9) + "]".repeat(9))).toThrow("deeper");
});
