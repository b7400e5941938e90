/** One fact that raises the context score of a component. */
export type Factor = {
  readonly factor: "criticality" | "exposure" | "data";
  /** The words that are known; empty means not stated, `unknown` means stated in a word that is not known. */
  readonly values: readonly string[];
};

/** Points for each word of each factor; policy of the overlay, not a measurement. */
export type FactorWeights = { readonly [F in Factor["factor"]]: { readonly [word: string]: number } };

export type ScoredFactor = Factor & { readonly low: number; readonly high: number; readonly max: number };

export type ContextScore = {
  /** In [0, 1]: points of the known facts ÷ the most points that can be had. */
  readonly low: number;
  /** The same if everything that is not known were at its worst: doubt widens the range, it does not lower the score. */
  readonly high: number;
  readonly factors: readonly ScoredFactor[];
};

/**
 * The context score of a component as a range. Monotone: a worse word never lowers it.
 * Of several words (two data classes) the worst counts.
 */
export function scoreOf(factors: readonly Factor[], weights: FactorWeights): ContextScore {
  const scored = factors.map((factor) => scoreFactor(factor, weights[factor.factor]));
  const most = scored.reduce((sum, factor) => sum + factor.max, 0);
  const share = (points: number): number => (most === 0 ? 0 : Math.round((points / most) * 100) / 100);
  return {
    low: share(scored.reduce((sum, factor) => sum + factor.low, 0)),
    high: share(scored.reduce((sum, factor) => sum + factor.high, 0)),
    factors: scored,
  };
}

function scoreFactor(factor: Factor, weights: { readonly [word: string]: number }): ScoredFactor {
  const max = Math.max(0, ...Object.values(weights));
  const known = factor.values.filter((word) => Object.hasOwn(weights, word)).map((word) => weights[word] ?? 0);
  const low = Math.max(0, ...known);
  const certain = factor.values.length > 0 && known.length === factor.values.length;
  return { ...factor, low, high: certain ? low : max, max };
}
