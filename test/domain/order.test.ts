import { expect, test } from "bun:test";
import { compareText, compareTexts } from "../../src/domain/order.ts";

test.each([
  ["a", "b", -1],
  ["b", "a", 1],
  ["a", "a", 0],
  ["Z", "a", -1],
  ["a", "a ", -1],
  ["\u{1F600}", "\uFFFD", -1],
])("compareText() of %j and %j is %d, by code unit", (a, b, order) => {
  expect(compareText(a, b)).toBe(order);
});

test.each<[string[], string[], number]>([
  [["a", "b"], ["a", "c"], -1],
  [["a"], ["a", "b"], -1],
  [["b"], ["a", "z"], 1],
  [["a"], ["a"], 0],
])("compareTexts() of %j and %j is %d", (a, b, order) => {
  expect(Math.sign(compareTexts(a, b))).toBe(order);
});
