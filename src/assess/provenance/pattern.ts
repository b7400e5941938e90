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

/**
 * True when the whole text is the pattern, or starts with what stands before its `*`. A step up (`..`, also escaped) leads
 * out of what the prefix names, so no prefix covers it.
 */
export function matches(given: string, text: string): boolean {
  if (!given.endsWith("*")) return text === given;
  return text.startsWith(given.slice(0, -1)) && !stepUp.test(text);
}

const stepUp = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){2}(?:$|[/\\?#]|%2f|%5c)/i;

/** True when one of the patterns matches. */
export function matchesAny(given: readonly string[], text: string): boolean {
  return given.some((one) => matches(one, text));
}
