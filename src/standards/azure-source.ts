import { isWorld } from "./address-range.ts";

/** True for what Azure takes as the internet: `*`, `Internet`, `any`, and ranges of all addresses. */
export function isEveryone(source: string): boolean {
  const word = source.trim().toLowerCase();
  return everyone.has(word) || isWorld(word);
}

/** `0.0.0.0` and `/0` are what the service reads as every address. */
const everyone: ReadonlySet<string> = new Set(["*", "internet", "any", "0.0.0.0", "/0", "<nw>/0"]);
