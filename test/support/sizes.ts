/** Plain texts of many sizes, the same in each run: what a cipher does may depend on where its blocks end. */

/** Blocks of AES (16), chunks of age (65,536), and one more or less. */
const edges: readonly number[] = [16, 32, 65_536, 131_072, 1_048_576].flatMap((size) => [size - 1, size, size + 1]);

const maxSize = 8 * 1024 * 1024;

/** `count` plain texts from nothing to 8 MiB: the edges first, then sizes whose logarithm is spread evenly. */
export function* plainTexts(count: number, seed: number): Generator<Uint8Array> {
  const random = mulberry32(seed);
  const pool = new Uint8Array(Uint32Array.from({ length: (maxSize + count) / 4 + 1 }, () => random() * 2 ** 32).buffer);
  const sizes = [0, 1, ...edges, maxSize];
  for (let i = 0; i < count; i++) {
    const size = sizes[i] ?? Math.floor(Math.exp(random() * Math.log(maxSize + 1))) - 1;
    yield pool.slice(i, i + size);
  }
}

/** Tommy Ettinger's generator of 32 bits: small, and the same everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
