import { expect, test } from "bun:test";
import { flaggedLines } from "../../../../src/ingest/formats/findings/code-excerpt.ts";

test.each([
  ["11 a\n12   b\n13 c\n", [12], "  b"],
  ["11: a\n12: \tb\n13: c\n", [12, 13], " \tb\n c"],
  ["s.Close()", [12], "s.Close()"],
  ["11 a\n12 b", [undefined], "a\nb"],
  ["11 a", [40], "a"],
])("flaggedLines() of %j, lines %j", (excerpt, [first, last = first], expected) => {
  expect(flaggedLines(excerpt, first, last)).toBe(expected);
});

test("flaggedLines() reads the beginning of a huge excerpt", () => {
  expect(flaggedLines("x".repeat(1e6), 1).length).toBeLessThanOrEqual(10_000);
});
