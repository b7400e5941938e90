import { describe, expect, test } from "bun:test";
import { riskOf, weightOf } from "../../../src/assess/risk/noisy-or.ts";
import type { RiskFactor } from "../../../src/domain/risk.ts";

function factor(likelihood: number, impact: number, id = "a"): RiskFactor {
  return { id, what: "something", likelihood, impact, basis: "a test" };
}

describe("riskOf()", () => {
  test("has no score without a factor", () => {
    expect(riskOf([])).toBeUndefined();
  });

  test.each([
    ["one factor", [factor(0.5, 0.5)], 0.25],
    ["two factors", [factor(0.5, 1), factor(0.5, 1)], 0.75],
    ["a certain one", [factor(1, 1), factor(0.1, 0.1)], 1],
    ["one that weighs nothing", [factor(1, 0)], 0],
    ["four digits", [factor(0.33333, 1)], 0.3333],
    ["figures out of range", [factor(7, 2)], 1],
  ])("of %s", (_, factors, score) => {
    expect(riskOf(factors)?.score).toBe(score);
  });

  test("lists the weightiest factor first, and equal ones by their id", () => {
    const factors = [factor(0.1, 1, "light"), factor(0.5, 1, "b"), factor(0.5, 1, "a")];
    expect(riskOf(factors)?.factors.map(({ id }) => id)).toEqual(["a", "b", "light"]);
  });

  test("keeps the score of a hundred thousand small factors", () => {
    const factors = Array.from({ length: 100_000 }, (_, index) => factor(0.00001, 1, String(index)));
    expect(riskOf(factors)?.score).toBe(0.6321);
  });
});

test("weightOf() is what the factor scores alone", () => {
  expect(weightOf(factor(0.5, 0.5))).toBe(0.25);
});
