import { expect, test } from "bun:test";
import { pointer, resolvePointer } from "../../src/standards/json-pointer.ts";

test.each([
  [[], ""],
  [[""], "/"],
  [["foo", 0], "/foo/0"],
  [["a/b"], "/a~1b"],
  [["m~n"], "/m~0n"],
  [["~1"], "/~01"],
  [["runs", 0, "a~/b", "é"], "/runs/0/a~0~1b/é"],
])("pointer(%j) is %s (RFC 6901 §5)", (tokens, text) => {
  expect(pointer(...tokens)).toBe(text);
});

const document = { a: [{ "b/c": 1, "~": 2 }], "": { "": 3 }, n: null };

test.each<[string, unknown]>([
  ["", document],
  ["/a/0/b~1c", 1],
  ["/a/0/~0", 2],
  ["//", 3],
  ["/n", null],
  ["/a/length", undefined],
  ["/a/1", undefined],
  ["/a/0/b~1c/x", undefined],
  ["/constructor", undefined],
  ["a", undefined],
])("resolvePointer(%j) is %p", (at, value) => {
  expect(resolvePointer(document, at)).toEqual(value);
});
