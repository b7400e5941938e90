/**
 * `new`: the baseline does not know it. `reopened`: it was set aside or fixed there, and counts now.
 * `worsened`: it was open there, and nobody gave it so high a severity.
 */
export const changes = ["new", "unchanged", "worsened", "reopened"] as const;

export type Change = (typeof changes)[number];
