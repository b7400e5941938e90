import { expect, test } from "bun:test";
import { label, maxLabel } from "../../../src/ingest/formats/label.ts";

test.each([
  ["1.2.3", "1.2.3"],
  ["x".repeat(maxLabel + 1), "x".repeat(maxLabel)],
  ["", undefined],
  [7, undefined],
  [undefined, undefined],
])("label() of %p is %p", (given, expected) => {
  expect(label({ given }, "given")).toBe(expected as string);
});
