import { describe, expect, test } from "bun:test";
import type { Document } from "../../../src/ingest/format.ts";
import { hasColumns, headerOf, recordsOf } from "../../../src/ingest/formats/csv-records.ts";

function table(...lines: readonly string[]): Document {
  return { form: "csv", rows: lines.map((line, index) => ({ cells: line.split(","), line: index + 1 })) };
}

test("headerOf() takes the white space off", () => {
  expect(headerOf(table(" a,b ,"))).toEqual(["a", "b", ""]);
  expect(headerOf({ form: "json", value: {} })).toEqual([]);
});

test.each([
  [["a", "b"], true],
  [["a", "c"], false],
  [[], true],
])("hasColumns() of %j is %p", (columns, expected) => {
  expect(hasColumns(table("b,a"), columns)).toBe(expected);
});

describe("recordsOf()", () => {
  test("gives cells by name, empty and missing ones as undefined, and where the row stands", () => {
    const [first, second] = recordsOf(table("a,b,a", " 1 ,,3", "4"));
    expect([first?.pointer, first?.cell("a"), first?.cell("b"), first?.cell("z")]).toEqual([
      "line 2",
      "1",
      undefined,
      undefined,
    ]);
    expect([second?.cell("a"), second?.cell("b")]).toEqual(["4", undefined]);
  });

  test.each([
    ["as long as the header", "1,2", false],
    ["shorter", "1", false],
    ["with empty cells behind", "1,2,, ", false],
    ["with a cell too many", "1,2,3", true],
  ])("a row %s (%p) is shifted: %p", (_, row, expected) => {
    expect(recordsOf(table("a,b", row))[0]?.isShifted).toBe(expected);
  });
});
