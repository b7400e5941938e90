import { expect, test } from "bun:test";
import { pointer } from "../../src/standards/json-pointer.ts";

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
