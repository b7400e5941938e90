import { shorten, text } from "../../../standards/wire.ts";

/** The doubt of every plan and manifest: what they declare is known, and nothing is said about whether it is safe. */
export const notJudged = "its resources are counted, not judged: this version has no posture checks";

/** Addresses and types: longer than any that is meant, short enough for the evidence. */
const maxReference = 1024;

/** A member that names something. */
export function referenceOf(value: unknown, key: string): string | undefined {
  const found = text(value, key);
  return found === undefined ? undefined : shorten(found, maxReference);
}
