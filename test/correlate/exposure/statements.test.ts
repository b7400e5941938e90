import { expect, test } from "bun:test";
import { matcherOf } from "../../../src/correlate/exposure/statements.ts";
import { lodash, packageRef } from "../../support/build.ts";

test.each([
  ["pkg:npm/lodash", true],
  ["pkg:npm/lodash@4.17.20", true],
  ["pkg:npm/lodash@4.17.21", false],
  ["pkg:npm/*", true],
  ["lodash", true],
  ["LODASH", true],
  ["lod*", true],
  ["*ash", true],
  ["*o*a*h", true],
  ["lod", false],
  ["lodash*h", false],
  ["*", true],
])("matcherOf(%s) means lodash: %p", (match, expected) => {
  expect(matcherOf(match)(packageRef(lodash))).toBe(expected);
});

test("matcherOf() takes a hostile pattern in linear time", () => {
  const name = "a".repeat(100_000);
  expect(matcherOf(`${"*a".repeat(200)}*b`)({ name })).toBe(false);
});
