import { expect, test } from "bun:test";
import { firstLine, quote } from "../../src/ingest/visible.ts";

test.each([
  ["plain", '"plain"'],
  ["a\u001b[31m\u202eb\n", '"a\\u{1b}[31m\\u{202e}b\\u{a}"'],
  ["\ud800", '"\\u{d800}"'],
  ["x".repeat(100), `"${"x".repeat(80)}…"`],
])("quote(%j) is %s", (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

test("firstLine() skips blank lines", () => {
  expect(firstLine("\n \r\n  a b \r\nc")).toBe("a b");
  expect(firstLine(" ")).toBe("");
});
