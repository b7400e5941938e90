/** One resource of a tiled log (c2sp.org/tlog-tiles), and how many hashes it holds: 256 when it is full. */
export type Tile = { readonly level: number; readonly index: number; readonly width: number };

/** Hashes in a full tile, entries in a full bundle: subtrees of height 8. */
const TILE_WIDTH = 256;

/** The specification numbers levels from 0 to 63. */
const MAX_LEVEL = 63;

/** Entries stand behind their length in 16 bits. */
const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = 65_535;

/**
 * Where a tile of hashes is served, relative to the log: `tile/1/x001/067`, with `.p/17` behind it while it holds
 * 17 hashes. Throws a RangeError for a level above 63, an index that is no count, a width not from 1 to 256.
 */
export function tilePath(level: number, index: number, width = TILE_WIDTH): string {
  if (!isCount(level) || level > MAX_LEVEL) throw new RangeError(`no tile has the level ${level}; expected 0 to 63`);
  return `tile/${level}/${place(index, width)}`;
}

/** Where the entries behind a tile of level 0 are served: `tile/entries/000`. Throws as `tilePath` does. */
export function entriesPath(index: number, width = TILE_WIDTH): string {
  return `tile/entries/${place(index, width)}`;
}

/**
 * The entries of one tile of level 0, each behind its length, 16 bits with the high byte first.
 * Throws a RangeError for none, more than 256, or one of more than 65,535 bytes.
 */
export function entryBundle(lines: readonly Uint8Array[]): Uint8Array {
  if (!isWidth(lines.length)) throw new RangeError(`a bundle has ${lines.length} entries; expected 1 to ${TILE_WIDTH}`);
  let size = 0;
  for (const line of lines) size += LENGTH_BYTES + line.length;
  const bundle = new Uint8Array(size);
  const view = new DataView(bundle.buffer);
  let at = 0;
  for (const line of lines) {
    if (line.length > MAX_ENTRY_BYTES) {
      throw new RangeError(`an entry has ${line.length} bytes; a bundle takes at most ${MAX_ENTRY_BYTES}`);
    }
    view.setUint16(at, line.length);
    bundle.set(line, at + LENGTH_BYTES);
    at += LENGTH_BYTES + line.length;
  }
  return bundle;
}

/**
 * The tiles of a tree of `size` leaves, level by level from the leaves, each from the left. The last of a level may be
 * partial; none is empty. Throws a RangeError for a size that is no count.
 */
export function* tilesOf(size: number): Generator<Tile, void> {
  if (!isCount(size)) throw new RangeError(`the size of a tree is ${size}; expected a count`);
  let hashes = size;
  for (let level = 0; hashes > 0; level++) {
    for (let index = 0; index * TILE_WIDTH < hashes; index++) {
      yield { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) };
    }
    hashes = Math.floor(hashes / TILE_WIDTH);
  }
}

/** The index in groups of three digits, all but the last behind an x, so that no file is where a folder must be. */
function place(index: number, width: number): string {
  if (!isCount(index)) throw new RangeError(`no tile has the index ${index}; expected a count`);
  if (!isWidth(width)) throw new RangeError(`no tile has the width ${width}; expected 1 to ${TILE_WIDTH}`);
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const path = padded.replace(/[0-9]{3}(?=[0-9])/g, (group) => `x${group}/`);
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

function isWidth(value: number): boolean {
  return isCount(value) && value >= 1 && value <= TILE_WIDTH;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
