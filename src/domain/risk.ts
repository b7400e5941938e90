/** One thing that adds to a risk: how likely it does harm, and how much. Both in [0, 1]. */
export type RiskFactor = {
  /** What it is about: a vulnerability key, a check id with its resource, a component. */
  readonly id: string;
  /** One line for people. */
  readonly what: string;
  readonly likelihood: number;
  readonly impact: number;
  /** Where the two figures come from: "EPSS of 2026-08-15", "risk.likelihood.high of the overlay". */
  readonly basis: string;
};

/** A score in [0, 1] with everything that it is made of; there is none when there is no basis for it. */
export type Risk = { readonly score: number; readonly factors: readonly RiskFactor[] };
