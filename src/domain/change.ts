/**
 * `new`: the baseline does not know it. `reopened`: it was set aside or fixed there, and counts now.
 * `worsened`: it was open there, and nobody gave it so high a severity. `closed`: it was open there, and is set aside now.
 */
export const changes = ["new", "unchanged", "worsened", "reopened", "closed"] as const;

export type Change = (typeof changes)[number];
