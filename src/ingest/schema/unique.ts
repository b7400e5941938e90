import { canonicalJson } from "../../standards/jcs.ts";

/**
 * JSON Schema's `uniqueItems` in linear time: objects are equal whatever the order of their names. Validators compare
 * each item with each other, which takes minutes for the components of a large SBOM.
 */
export function areUnique(items: readonly unknown[]): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

/** Undefined for what has no canonical text, a number beyond all (1e999): nobody can say what it equals. */
function keyOf(item: unknown): string | undefined {
  try {
    return canonicalJson(item);
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}
