import { shorten, text } from "../../../standards/wire.ts";

/** Addresses and types: longer than any that is meant, short enough for the evidence. */
const maxReference = 1024;

/** A member that names something. */
export function referenceOf(value: unknown, key: string): string | undefined {
  const found = text(value, key);
  return found === undefined ? undefined : shorten(found, maxReference);
}
