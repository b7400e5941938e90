/**
 * The one order of text: by UTF-16 code unit, as RFC 8785 sorts keys.
 * Locale-aware comparison would give other bytes on other machines.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Compares by several texts in turn, for lists that need a total order. */
export function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareText(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
