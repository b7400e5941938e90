import { expect, test } from "bun:test";
import fc from "fast-check";
import { mendHalfPairs } from "../../src/ingest/half-pairs.ts";

test.each([
  ["plain text", `{"a":"b"}`, `{"a":"b"}`, 0],
  ["a whole pair", String.raw`"\ud83d\ude00"`, String.raw`"\ud83d\ude00"`, 0],
  ["a first half", String.raw`"cut \ud83d"`, String.raw`"cut \ufffd"`, 1],
  ["a second half in capitals", String.raw`"\uDE00 cut"`, String.raw`"\ufffd cut"`, 1],
  ["two first halves", String.raw`"\ud83d\ud83d\ude00"`, String.raw`"\ufffd\ud83d\ude00"`, 1],
  ["an escaped backslash", String.raw`"\\ud83d"`, String.raw`"\\ud83d"`, 0],
  ["an escaped backslash before a half", String.raw`"\\\ud83d"`, String.raw`"\\\ufffd"`, 1],
])("mendHalfPairs() on %s", (_, text, mended, count) => {
  expect(mendHalfPairs(text)).toEqual({ text: mended, count });
});

test("mendHalfPairs() gives text that parses to well-formed strings, and leaves well-formed ones alone", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      (text) => {
        const { text: mended, count } = mendHalfPairs(JSON.stringify(text));
        expect(JSON.parse(mended)).toBe(text.toWellFormed());
        expect(count === 0).toBe(text.isWellFormed());
      },
    ),
  );
});
