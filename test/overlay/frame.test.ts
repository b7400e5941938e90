import { describe, expect, test } from "bun:test";
import { caretFrame } from "../../src/overlay/frame.ts";

describe("caretFrame()", () => {
  test("puts the caret under the place", () => {
    expect(caretFrame("a: 1\r\nbc: 2\r\n", { line: 2, column: 5 })).toBe("  2 | bc: 2\n    |     ^");
  });

  test("puts the caret behind the line when the place is there", () => {
    expect(caretFrame("abc", { line: 1, column: 99 })).toBe("  1 | abc\n    |    ^");
  });

  test("shows an empty line for a place behind the text", () => {
    expect(caretFrame("abc", { line: 1000, column: 1 })).toBe("  1000 | \n       | ^");
  });

  test.each([1, 50, 94, 95, 120, 250, 300])(
    "cuts a long line so that the caret at column %d points at its character",
    (column) => {
      const line = Array.from({ length: 300 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
      const [source = "", caret = ""] = caretFrame(line, { line: 1, column }).split("\n");
      expect(source.length).toBeLessThanOrEqual(100);
      expect(caret.length).toBeLessThanOrEqual(100);
      expect(source[caret.length - 1]).toBe(line[column - 1]);
    },
  );
});
