import { isWorld } from "../../standards/address-range.ts";
import type { Truth } from "./truth.ts";

/** Whether ranges admit the world: a known one that does, else not told when some are hidden. */
export function admitsWorld({ texts, hidden }: { readonly texts: readonly string[]; readonly hidden: boolean }): Truth {
  if (texts.some(isWorld)) return true;
  return hidden ? undefined : false;
}

/** The first of the ranges that admit the world, else "the internet". */
export function worldText(texts: readonly string[]): string {
  return texts.find(isWorld) ?? "the internet";
}
