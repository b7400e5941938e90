import { expect, test } from "bun:test";
import { isDigits, orderOf, orderOfDigits, orderOfLists, orderOfTexts } from "../../../src/standards/versions/order.ts";

test.each<[string, string, number]>([
  ["9", "10", -1],
  ["010", "10", 0],
  ["", "0", 0],
  ["90071992547409931", "90071992547409930", 1],
])("orderOfDigits() of %p and %p is %p", (a, b, order) => {
  expect(orderOfDigits(a, b)).toBe(order as 0);
});

test("orderOfLists() fills the shorter list up", () => {
  const order = (a = "a", b = "a") => orderOfTexts(a, b);
  expect([orderOfLists(["b"], ["b", "a"], order), orderOfLists(["b"], ["b", "c"], order)]).toEqual([0, -1]);
});

test("orderOf() is the sign", () => {
  expect([-7, 0, 0.5].map(orderOf)).toEqual([-1, 0, 1]);
});

test.each([
  ["", false],
  ["12", true],
  ["1a", false],
  ["١", false],
] as const)("isDigits() of %p is %p", (text, answer) => {
  expect(isDigits(text)).toBe(answer);
});
