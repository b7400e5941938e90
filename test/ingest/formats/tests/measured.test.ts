import { expect, test } from "bun:test";
import {
  add,
  countAttribute,
  countOf,
  coverageReading,
  sum,
  tick,
} from "../../../../src/ingest/formats/tests/measured.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

test("add() and tick() count into a sum", () => {
  const into = sum();
  add(into, { covered: 2, total: 5 });
  tick(into, true);
  tick(into, false);
  expect(into).toEqual({ covered: 3, total: 7 });
});

test.each([
  ["12", 12],
  ["0", 0],
  ["-1", undefined],
  ["1.5", undefined],
  ["9".repeat(16), undefined],
  ["", undefined],
  [undefined, undefined],
])("countOf(%p) is %p", (given, expected) => {
  expect(countOf(given)).toBe(expected);
});

test("countAttribute() needs an element and a count in it", () => {
  const root = parseXmlText("<a n='3' m='x'/>");
  expect(["n", "m", "o"].map((name) => countAttribute(root, name))).toEqual([3, undefined, undefined]);
  expect(countAttribute(undefined, "n")).toBeUndefined();
});

test("coverageReading() leaves out what there is nothing of, and doubts a document without a line", () => {
  const close = { input: "a", pointer: "", items: "source files", kept: 0, notUsed: new Map(), doubts: [] } as const;
  const some = { covered: 1, total: 2 };
  const measured = { lines: some, branches: sum(), functions: sum(), files: 1 };
  const { items, coverage } = coverageReading(measured, close);
  expect(items.codeCoverages).toEqual([{ lines: some, files: 1, source: { input: "a", pointer: "" } }]);
  expect(coverage).toEqual({ targets: 1, doubts: [] });
  expect(coverageReading({ ...measured, lines: sum() }, close).coverage.doubts).toHaveLength(1);
});
