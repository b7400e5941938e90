import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { parseJson, parseJsonStream, scanJson } from "../../src/standards/json.ts";
import { decodeText } from "../../src/standards/text.ts";
import { hasShared, shared } from "../support/shared.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ["1", 0, 0],
  ["{}", 1, 0],
  ['{"a":{"b":[[1]]},"c":":{["}', 4, 3],
  ['{"a\\":":1,"b\\\\":2}', 1, 2],
  ['["unterminated:', 1, 0],
  ["]]][", 0, 0],
])("scanJson(%j) has depth %d and %d keys", (text, depth, keys) => {
  expect(scanJson(utf8(text))).toEqual({ depth, keys });
});

test.each(["[", '{"a":', '[{"a":'])("scanJson() stops a bomb of a million %j with the offset", (level) => {
  expect(() => scanJson(utf8(level.repeat(1_000_000)))).toThrow(RangeError);
});

test("scanJson() allows exactly maxDepth levels", () => {
  expect(scanJson(utf8("[".repeat(128))).depth).toBe(128);
  expect(() => scanJson(utf8(`${"[".repeat(129)}`))).toThrow("offset 128");
  expect(() => scanJson(utf8("[[1]]"), 1)).toThrow("offset 1");
});

test("parseJson() gives the value or the first fault", () => {
  expect(parseJson('{"a":[1]}')).toEqual({ ok: true, value: { a: [1] } });
  expect(parseJson('{\n"a":}')).toMatchObject({ ok: false, fault: { kind: "syntax", line: 2, column: 5, offset: 6 } });
  expect(parseJson("null")).toEqual({ ok: true, value: null });
});

test("parseJson() keeps __proto__ an own member", () => {
  const parsed = parseJson('{"__proto__":{"admin":true}}');
  const value = parsed.ok ? parsed.value : undefined;
  expect(Object.hasOwn(Object(value), "__proto__")).toBe(true);
  expect(Reflect.get(Object(value), "admin")).toBeUndefined();
});

test.each(["[", '{"a":', "[]".repeat(2)])("parseJson() answers a million times %j with a fault", (level) => {
  expect(parseJson(level.repeat(1_000_000)).ok).toBe(false);
});

test.skipIf(!hasShared)("parseJson() and decodeText() judge the JSONTestSuite as it expects", () => {
  const folder = shared("vectors/json-test-suite/test_parsing");
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const wrong = names.filter((name) => isMisjudged(name, readFileSync(`${folder}/${name}`)));
  expect(wrong).toEqual([]);
  expect(names.length).toBeGreaterThan(300);
});

function isMisjudged(name: string, bytes: Uint8Array): boolean {
  const isAccepted = accepts(bytes);
  return (name.startsWith("y_") && !isAccepted) || (name.startsWith("n_") && isAccepted);
}

function accepts(bytes: Uint8Array): boolean {
  try {
    return parseJson(decodeText(bytes).text).ok;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

test.each<[string, readonly unknown[]]>([
  ['{"a":"}"}\n{"b":[1]}\n', [{ a: "}" }, { b: [1] }]],
  ["[1][2]", [[1], [2]]],
  ["{}", [{}]],
  ["", []],
])("parseJsonStream(%j) gives its values", (text, values) => {
  expect(parseJsonStream(text, 2)).toEqual(values);
});

test.each(['{"a":1}\n2', "{} x", "{}{", '{"a":1,}{}', "]", '{"a'])("parseJsonStream(%j) is no stream", (text) => {
  expect(parseJsonStream(text, 9)).toBeUndefined();
});

test("parseJsonStream() stops at the limit", () => {
  expect(() => parseJsonStream("{}{}{}", 2)).toThrow(RangeError);
});
