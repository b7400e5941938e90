import { expect, test } from "bun:test";
import { noRisk, riskOf } from "../../../src/assess/risk/noisy-or.ts";
import { riskRecord } from "../../../src/assess/risk/record.ts";

const factor = (id: string, likelihood: number) => ({ id, what: `what ${id}`, likelihood, impact: 1, basis: "a test" });

test("riskRecord() lists the weightiest factors and counts them all", () => {
  const risk = riskOf([factor("a", 0.1), factor("b", 0.5), factor("c", 0.2)]);
  expect(riskRecord(risk, { worst: 2 })).toEqual({
    score: 0.64,
    formula: "1 − ∏(1 − likelihood × impact)",
    factor_count: 3,
    factors: [factor("b", 0.5), factor("c", 0.2)],
  });
});

test("riskRecord() of nothing found is a score, of no basis is none", () => {
  expect(riskRecord(noRisk, { worst: 2 })).toMatchObject({ score: 0, factor_count: 0, factors: [] });
  expect(riskRecord(undefined, { worst: 2 })).toBeUndefined();
});
