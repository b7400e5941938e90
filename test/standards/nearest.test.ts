import { describe, expect, test } from "bun:test";
import { nearest } from "../../src/standards/nearest.ts";

const words = ["mode", "guardrails", "fail_on", "warn_on", "evidence", "maturity", "demo"];

describe("nearest()", () => {
  test.each([
    ["fial_on", "fail_on"],
    ["FAIL_ON", "fail_on"],
    ["failOn", "fail_on"],
    ["fail-on", "fail_on"],
    ["fail_on", "fail_on"],
    ["gaurdrials", "guardrails"],
    ["maturty", "maturity"],
    ["evidence ", "evidence"],
    ["mdoe", "mode"],
    ["moe", "mode"],
    ["dem", "demo"],
    ["prod", undefined],
    ["severity", undefined],
    ["", undefined],
    ["x".repeat(100_000), undefined],
  ])("%j is meant to be %j", (word, meant) => {
    expect(nearest(word, words)).toBe(meant as string);
  });

  test("takes the nearer one, and the first of equally near ones", () => {
    expect(nearest("abcdef", ["abcdxx", "abcdex", "abcdey"])).toBe("abcdex");
    expect(nearest("abcdef", ["abcdey", "abcdex"])).toBe("abcdey");
  });

  test("counts a swap of neighbours once", () => {
    expect(nearest("ab", ["ba"])).toBe("ba");
    expect(nearest("ab", ["cd"])).toBeUndefined();
  });

  test("needs no candidates", () => {
    expect(nearest("mode", [])).toBeUndefined();
  });
});
