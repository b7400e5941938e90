import { expect, test } from "bun:test";
import { positionAt, positionOf, syntaxErrorAt } from "../../src/standards/position.ts";

test.each([
  ["", 0, 1, 1],
  ["abc", 2, 1, 3],
  ["a\nb", 1, 1, 2],
  ["a\nb", 2, 2, 1],
  ["a\r\nb", 3, 2, 1],
  ["\n\n\n", 3, 4, 1],
])("positionAt(%j, %d) is line %d, column %d", (text, offset, line, column) => {
  expect(positionAt(text, offset)).toEqual({ line, column, offset });
});

test("positionOf() finds the place of our errors and of no others", () => {
  const place = { line: 2, column: 3, offset: 9 };
  expect(positionOf(syntaxErrorAt("x", place))).toEqual(place);
  expect(positionOf(new SyntaxError("x"))).toBeUndefined();
  expect(positionOf(new SyntaxError("x", { cause: { line: 1 } }))).toBeUndefined();
  expect(positionOf(new RangeError("x", { cause: place }))).toBeUndefined();
  expect(positionOf("x")).toBeUndefined();
});
