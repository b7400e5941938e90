/** What a comparison says: before, the same, after. */
export type Order = -1 | 0 | 1;

/** Orders two versions of one ecosystem; undefined when either is not a version of it, so that nothing can be told. */
export type VersionOrder = (a: string, b: string) => Order | undefined;

/** The sign of a difference. */
export function orderOf(difference: number): Order {
  if (difference === 0) return 0;
  return difference < 0 ? -1 : 1;
}

/** Texts by UTF-16 code unit, which for ASCII is what every ecosystem means by "alphabetical". */
export function orderOfTexts(a: string, b: string): Order {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Decimal digits of any length as numbers: dates and build counters are longer than a number holds exactly. */
export function orderOfDigits(a: string, b: string): Order {
  const [first, second] = [withoutZeros(a), withoutZeros(b)];
  return orderOf(first.length - second.length) || orderOfTexts(first, second);
}

function withoutZeros(digits: string): string {
  let start = 0;
  while (digits[start] === "0") start++;
  return digits.slice(start);
}

/** Lists by their first difference, the shorter one filled up with `missing`. */
export function orderOfLists<T>(
  a: readonly T[],
  b: readonly T[],
  order: (a: T | undefined, b: T | undefined) => Order,
): Order {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const found = order(a[i], b[i]);
    if (found !== 0) return found;
  }
  return 0;
}

/** True for one or more ASCII digits. */
export function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
