import { describe, expect, test } from "bun:test";
import { z } from "zod";
import {
  answer,
  flag,
  maybeNumber,
  maybeText,
  number,
  pairs,
  shapeOf,
  source,
} from "../../src/evidence/inputs-schema.ts";

describe("the parts of lines", () => {
  test.each<[string, z.ZodType, readonly unknown[], readonly unknown[]]>([
    ["number", number, [0, -1.5, Number.NaN, Number.POSITIVE_INFINITY], ["1", 1n, null, undefined]],
    ["flag", flag, [true], [false, 1, "true", null]],
    ["answer", answer, ["yes", "no", "unknown"], ["maybe", true, null]],
    ["pairs", pairs, [[], [["a", "b"]]], [[["a"]], [["a", "b", "c"]], [["a", 1]], {}]],
    ["source", source, [{ input: "a", pointer: "/0" }], [{ input: "a" }, { input: "a", pointer: "", line: 1 }]],
  ])("%s", (_, schema, good, bad) => {
    expect(good.filter((value) => !schema.safeParse(value).success)).toEqual([]);
    expect(bad.filter((value) => schema.safeParse(value).success)).toEqual([]);
  });

  test("number keeps the sign of zero", () => {
    expect(Object.is(number.parse(-0), -0)).toBe(true);
  });
});

test("shapeOf() takes the members of a type and no other, and none that is undefined", () => {
  const schema = shapeOf<{ readonly a: string; readonly b?: string; readonly c?: number }>()({
    a: z.string(),
    b: maybeText,
    c: maybeNumber,
  });
  for (const value of [{ a: "" }, { a: "x", b: "y", c: 1 }]) expect(schema.parse(value)).toEqual(value);
  for (const value of [{}, { b: "y" }, { a: "", d: 1 }, { a: "", b: undefined }, { a: "", c: undefined }]) {
    expect([value, schema.safeParse(value).success]).toEqual([value, false]);
  }
});
