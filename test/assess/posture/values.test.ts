import { describe, expect, test } from "bun:test";
import { at, blocks, is, isSet, matches, someText, textsAt } from "../../../src/assess/posture/values.ts";
import { sensitiveValue, unknownValue, type Value } from "../../../src/domain/resource.ts";

const values: Value = {
  yes: true,
  text: "true",
  port: 22,
  empty: "",
  none: [],
  list: ["a", 1, "b"],
  mixed: ["a", unknownValue],
  block: { a: 1 },
  unknown: unknownValue,
  secret: sensitiveValue,
};

describe("a value is asked", () => {
  test.each([
    ["yes", true, true],
    ["text", true, true],
    ["port", "22", true],
    ["port", 23, false],
    ["absent", true, false],
    ["unknown", true, undefined],
    ["secret", "x", undefined],
  ] as const)("whether %s is %p", (key, expected, answer) => {
    expect(is(values, key, expected)).toBe(answer);
  });

  test.each([
    ["text", true],
    ["port", false],
    ["block", false],
    ["absent", false],
    ["unknown", undefined],
  ] as const)("whether %s matches", (key, answer) => {
    expect(matches(values, key, (text) => text.startsWith("t"))).toBe(answer);
  });

  test.each([
    ["yes", true],
    ["empty", false],
    ["none", false],
    ["list", true],
    ["block", true],
    ["absent", false],
    ["secret", true],
    ["unknown", undefined],
  ] as const)("whether %s is set", (key, answer) => {
    expect(isSet(values, key)).toBe(answer);
  });
});

test.each([
  ["mixed", "a", true],
  ["mixed", "b", undefined],
  ["list", "b", true],
  ["list", "c", false],
  ["text", "true", true],
  ["unknown", "a", undefined],
  ["absent", "a", false],
] as const)("someText() of %s that is %s is %p", (key, wanted, answer) => {
  expect(someText(values, key, (text) => text === wanted)).toBe(answer);
});

test("blocks() are lists, single blocks, or not known", () => {
  expect(blocks(values, "list")).toHaveLength(3);
  expect(blocks(values, "block")).toEqual([{ a: 1 }]);
  expect(blocks(values, "absent")).toEqual([]);
  expect(blocks(values, "mixed")).toBeUndefined();
  expect(blocks(values, "unknown")).toBeUndefined();
  expect(textsAt(values, "list")).toEqual(["a", "b"]);
  expect(at(values, ["block", "a"])).toBe(1);
});
