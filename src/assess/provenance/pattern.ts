import { z } from "zod";

/**
 * How the overlay names builders, repositories, refs and identities: the whole text, or, with a `*` at the end, what it
 * starts with. No other wildcards: a `*` inside would have to say what it may stand for.
 */
export const pattern = z
  .string()
  .min(1)
  .refine((text) => !text.slice(0, -1).includes("*"), "text with at most one `*`, at its end")
  .refine((text) => text !== "*", "text before the `*`; leave the list out to allow everything");

/** True when the whole text is the pattern, or starts with what stands before its `*`. */
export function matches(given: string, text: string): boolean {
  return given.endsWith("*") ? text.startsWith(given.slice(0, -1)) : text === given;
}

/** True when one of the patterns matches. */
export function matchesAny(given: readonly string[], text: string): boolean {
  return given.some((one) => matches(one, text));
}
