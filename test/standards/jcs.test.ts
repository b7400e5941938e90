import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { hasShared, shared } from "../support/shared.ts";

test.each([
  [
    "keys by code unit (RFC 8785 §3.2.3)",
    '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}',
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  ],
  ["numbers", "[333333333.33333329,1E30,4.50,2e-3,1e-27,-0]", "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]"],
  ["strings", '["\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"]', '["€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"]'],
  ["integer names", '{"10":1,"9":2,"a":3,"!":4}', '{"!":4,"10":1,"9":2,"a":3}'],
  [
    "integer names deep inside",
    '{"b":[1,{"9":{"z":1,"a":2},"10":[]}],"a":{"01":1,"1":2}}',
    '{"a":{"01":1,"1":2},"b":[1,{"10":[],"9":{"a":2,"z":1}}]}',
  ],
  [
    "__proto__",
    '{"b":{"__proto__":{"z":1,"a":2},"Z":1},"__proto__":1}',
    '{"__proto__":1,"b":{"Z":1,"__proto__":{"a":2,"z":1}}}',
  ],
  ["escapes that look like halves of pairs", '["\\\\ud800","\\\\\\\\udfff"]', '["\\\\ud800","\\\\\\\\udfff"]'],
  ["scalars", '"a"', '"a"'],
  ["empties", '{"b":{},"a":[]}', '{"a":[],"b":{}}'],
])("canonicalJson() prints %s", (_, input, output) => {
  expect(canonicalJson(JSON.parse(input))).toBe(output);
});

test("canonicalJson() leaves members that are undefined out, on each way", () => {
  expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
  expect(canonicalJson({ "10": undefined, "9": 1, a: { c: 1, b: undefined } })).toBe('{"9":1,"a":{"c":1}}');
  expect(canonicalJson({ a: undefined, b: [{ "10": 1, "9": 1 }] })).toBe('{"b":[{"10":1,"9":1}]}');
});

test("canonicalJson() does not change what it is given", () => {
  const value = { b: [{ z: 1, a: 2 }], a: 1 };
  canonicalJson(value);
  expect(JSON.stringify(value)).toBe('{"b":[{"z":1,"a":2}],"a":1}');
});

const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;

test.each([
  ["NaN", [Number.NaN]],
  ["Infinity", { a: Number.POSITIVE_INFINITY }],
  ["undefined", undefined],
  ["undefined in an array", [undefined]],
  ["a hole", new Array(2)],
  ["a bigint", [1n]],
  ["a function", { a: () => 1 }],
  ["a toJSON", { toJSON: () => 1 }],
  ["a symbol", [Symbol("a")]],
  ["a Date", { a: new Date(0) }],
  ["a Map", new Map()],
  ["bytes", new Uint8Array(2)],
  ["half of a pair", ["\ud83d"]],
  ["half of a pair in a name", { "\ude00": 1 }],
  ["half of a pair behind a backslash", ["\\\ud800"]],
  ["a cycle", cycle],
])("canonicalJson() refuses %s", (_, value) => {
  expect(() => canonicalJson(value)).toThrow(RangeError);
});

test.skipIf(!hasShared)("canonicalJson() gives the bytes of the published RFC 8785 vectors", () => {
  const folder = shared("vectors/jcs-rfc8785");
  const names = readdirSync(`${folder}/input`);
  for (const name of names) {
    const input: unknown = JSON.parse(readFileSync(`${folder}/input/${name}`, "utf8"));
    const hex = readFileSync(`${folder}/outhex/${name.replace(".json", ".txt")}`, "utf8").replace(/\s/g, "");
    expect(Buffer.from(canonicalJson(input)).toString("hex")).toBe(hex);
  }
  expect(names.length).toBe(6);
});
