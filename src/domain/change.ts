/** `new`: the baseline does not know it. `reopened`: it was set aside or fixed there, and counts now. */
export const changes = ["new", "unchanged", "reopened"] as const;

export type Change = (typeof changes)[number];
