/** The overlays that are built in. A mode differs from the other in its overlay only, never in code. */
export const modes = ["demo", "enterprise"] as const;

export type Mode = (typeof modes)[number];
