import type { Risk } from "../../domain/risk.ts";
import type { Json } from "../../domain/section.ts";
import { riskFormula } from "./noisy-or.ts";
import type { RiskOptions } from "./options.ts";

/** A risk as it is written: the score, how it is made, and the factors that weigh most; undefined without a basis. */
export function riskRecord(risk: Risk | undefined, { worst }: Pick<RiskOptions, "worst">): Json | undefined {
  if (risk === undefined) return undefined;
  const { score, factors } = risk;
  return {
    score,
    formula: riskFormula,
    factor_count: factors.length,
    factors: factors.slice(0, worst).map(({ id, what, likelihood, impact, basis }) => {
      return { id, what, likelihood, impact, basis };
    }),
  };
}
