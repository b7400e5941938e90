import { expect, test } from "bun:test";
import { readScalar, readString, skipSpace } from "../../src/standards/json-token.ts";

test("skipSpace() knows the four white space characters of JSON and no more", () => {
  expect(skipSpace(" \t\r\n\u00a0x", 0)).toBe(4);
  expect(skipSpace("", 0)).toBe(0);
});

test.each([
  ["true,", 4],
  ["null", 4],
  ["-0.5e+10]", 8],
  ["0", 1],
  ['"a\\"b\\u00e9"x', 12],
  ['""', 2],
])("readScalar(%j) ends at %d", (text, end) => {
  expect(readScalar(text, 0)).toEqual({ end });
});

test.each([
  ["tru", 3],
  ["trux", 0],
  ["-", 1],
  ["1.", 2],
  ["1e+", 3],
  ["01", 0],
  ["1.x", 0],
  ["+1", 0],
  ["NaN", 0],
  ['"abc', 4],
  ['"a\\', 3],
  ['"a\\u12', 6],
  ['"a\\x"', 2],
  ['"a\\u12g4"', 2],
  ['"a\nb"', 2],
])("readScalar(%j) stops at %d; the end of the text means cut off", (text, end) => {
  expect(readScalar(text, 0)).toEqual({ end, fault: expect.any(String) });
});

test("readString() starts at the quote it is given", () => {
  expect(readString('{"a":1}', 1)).toEqual({ end: 4 });
});
