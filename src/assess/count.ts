import { compareText } from "../domain/order.ts";

/** Counts items by the keys that each of them has, in text order of the keys. */
export function countBy<T>(
  items: Iterable<T>,
  keysOf: (item: T) => readonly string[],
): { readonly [key: string]: number } {
  const counts = new Map<string, number>();
  for (const item of items) for (const key of keysOf(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => compareText(a, b)));
}
