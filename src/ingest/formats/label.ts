import { shorten, text } from "../../standards/wire.ts";

/** Names, versions and dates are short; a longer text in their place is no name, and the evidence repeats them. */
export const maxLabel = 200;

/** A member that the coverage repeats as it was given: its first `maxLabel` UTF-16 code units. */
export function label(value: unknown, key: string): string | undefined {
  const found = text(value, key);
  return found === undefined ? undefined : shorten(found, maxLabel);
}
