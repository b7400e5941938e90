import { isDigits, type Order, orderOfDigits, orderOfLists } from "./order.ts";

/**
 * Plain dotted numbers (`1.10`, `2024.01.05`), by number, missing ones as 0. A `v` in front is no part of the version.
 * Nothing is known of another ecosystem's suffixes, so a version that has one cannot be ordered.
 */
export function compareDotted(a: string, b: string): Order | undefined {
  const [first, second] = [numbersOf(a), numbersOf(b)];
  if (first === undefined || second === undefined) return undefined;
  return orderOfLists(first, second, (x, y) => orderOfDigits(x ?? "0", y ?? "0"));
}

function numbersOf(version: string): readonly string[] | undefined {
  const numbers = version.replace(/^[vV]/, "").split(".");
  return numbers.every(isDigits) ? numbers : undefined;
}
