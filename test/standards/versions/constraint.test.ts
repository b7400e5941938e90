import { expect, test } from "bun:test";
import { isComparator } from "../../../src/standards/versions/constraint.ts";

test.each([
  [">=", true],
  ["=", true],
  ["==", false],
  ["", false],
] as const)("isComparator() of %p is %p", (text, is) => {
  expect(isComparator(text)).toBe(is);
});
