/**
 * A pure function that works each distinct text or object out once. Reports repeat rule ids and packages by the
 * thousand; keep the result only as long as one document is read.
 */
export function remembered<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, { readonly value: V }>();
  return (key) => {
    const seen = known.get(key);
    if (seen !== undefined) return seen.value;
    const value = of(key);
    known.set(key, { value });
    return value;
  };
}
