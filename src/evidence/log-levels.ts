import { type Edge, nodeHash } from "../standards/merkle.ts";
import type { HashAt } from "../standards/merkle-proof.ts";

/**
 * The Merkle tree over a log as it is stored: level 0 are the leaf hashes, and each level above holds the hash of each
 * complete 256 of the one below (c2sp.org/tlog-tiles). So a proof reads a few kilobytes of any log. All of it is derived
 * from the lines.
 */

/** A hash and where it is stored. */
export type StoredHash = { readonly level: number; readonly index: number; readonly hash: Uint8Array };

/** `count` hashes of a level from `index` on, behind one another. */
export type ReadHashes = (level: number, index: number, count: number) => Uint8Array;

export const hashBytes = 32;

/** Height of a tile, and how many hashes stand in a full one. */
const tileHeight = 8;
const tileWidth = 2 ** tileHeight;

/** What a new leaf adds to the levels of a tree that had so many leaves and this edge; the leaf first. */
export function addedBy(leaf: Uint8Array, size: number, edge: Edge): readonly StoredHash[] {
  const added = [{ level: 0, index: size, hash: leaf }];
  let node = leaf;
  let [height, place] = [0, size];
  // Each complete subtree on the right is joined with what grew beside it.
  for (const left of edge.toReversed()) {
    if (place % 2 === 0) break;
    node = nodeHash(left, node);
    [height, place] = [height + 1, (place - 1) / 2];
    if (height % tileHeight === 0) added.push({ level: height / tileHeight, index: place, hash: node });
  }
  return added;
}

/** How many hashes each level has when the tree has so many leaves; no level is empty. */
export function levelSizes(size: number): readonly number[] {
  const sizes: number[] = [];
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / tileWidth)) sizes.push(hashes);
  return sizes;
}

/** All levels over these leaf hashes, which are level 0. */
export function levelsOf(leaves: Uint8Array): readonly Uint8Array[] {
  const levels: Uint8Array[] = [];
  for (let level = leaves; level.length > 0; level = levelAbove(level)) levels.push(level);
  return levels;
}

function levelAbove(level: Uint8Array): Uint8Array {
  const count = Math.floor(level.length / hashBytes / tileWidth);
  const above = new Uint8Array(count * hashBytes);
  for (let index = 0; index < count; index++) {
    const tile = level.subarray(index * tileWidth * hashBytes, (index + 1) * tileWidth * hashBytes);
    above.set(fold(tile), index * hashBytes);
  }
  return above;
}

/** The root over a power of two of hashes. */
function fold(hashes: Uint8Array): Uint8Array {
  let level = hashes;
  while (level.length > hashBytes) {
    const above = new Uint8Array(level.length / 2);
    for (let at = 0; at < above.length; at += hashBytes) {
      const middle = 2 * at + hashBytes;
      above.set(nodeHash(level.subarray(2 * at, middle), level.subarray(middle, middle + hashBytes)), at);
    }
    level = above;
  }
  return level;
}

/** Hashes out of levels in memory. */
export function readIn(levels: readonly Uint8Array[]): ReadHashes {
  return (level, index, count) =>
    (levels[level] ?? new Uint8Array()).subarray(index * hashBytes, (index + count) * hashBytes);
}

/** Any complete node of the tree. At most 128 hashes are read for one. Throws a RangeError when they are not there. */
export function hashesAt(read: ReadHashes): HashAt {
  return (height, index) => {
    const [level, count] = [Math.floor(height / tileHeight), 2 ** (height % tileHeight)];
    const hashes = read(level, index * count, count);
    if (hashes.length === count * hashBytes) return fold(hashes);
    throw new RangeError(`the hash level ${level} lacks some of ${count} hashes from ${index * count} on`);
  };
}

/** The right edge of the tree as it was at so many leaves. */
export function edgeAt(size: number, at: HashAt): Edge {
  const edge: Uint8Array[] = [];
  let start = 0;
  for (let height = Math.floor(Math.log2(Math.max(1, size))); height >= 0; height--) {
    const width = 2 ** height;
    if (start + width > size) continue;
    edge.push(at(height, start / width));
    start += width;
  }
  return edge;
}
