import { compareTexts } from "../../domain/order.ts";
import type { Risk, RiskFactor } from "../../domain/risk.ts";

/** How every score is made, for people; it stands beside the score wherever that is written. */
export const riskFormula = "1 − ∏(1 − likelihood × impact)";

/** The score of what was looked at and found to be free of anything that adds to it. */
export const noRisk: Risk = { score: 0, factors: [] };

/**
 * The chance that at least one of the factors does its harm, were they independent (noisy-OR: Pearl, Probabilistic
 * Reasoning in Intelligent Systems, 1988, §4.3.2). Undefined without factors: nothing is no basis. Factors come out
 * with the weightiest first.
 *
 * Monotone in the rounded figure too: the remainders are multiplied in falling order of weight, so that one factor more
 * or a heavier one makes no partial product larger. Only multiplication and subtraction, which every machine rounds
 * alike; a million factors are off by less than 1e-9, and logarithms would differ between platforms.
 */
export function riskOf(factors: readonly RiskFactor[]): Risk | undefined {
  if (factors.length === 0) return undefined;
  const sorted = factors.toSorted(compareFactors);
  let remainder = 1;
  for (const factor of sorted) remainder *= 1 - weightOf(factor);
  return { score: rounded(1 - remainder), factors: sorted };
}

/** What one factor would score alone, not rounded; figures beyond [0, 1] count as the nearest bound. */
export function weightOf({ likelihood, impact }: RiskFactor): number {
  return within(likelihood) * within(impact);
}

/** Four digits tell as much as the figures that go in; a score is rounded here and nowhere else. */
function rounded(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function compareFactors(a: RiskFactor, b: RiskFactor): number {
  return (
    weightOf(b) - weightOf(a) ||
    compareTexts([a.id, a.what, a.basis], [b.id, b.what, b.basis]) ||
    b.likelihood - a.likelihood
  );
}
