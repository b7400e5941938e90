import { nodeHash } from "./merkle.ts";

/**
 * The node over the leaves from index · 2^level to (index + 1) · 2^level, the leaf hashes being level 0. Only nodes all of
 * whose leaves are in the tree are asked for.
 */
export type HashAt = (level: number, index: number) => Uint8Array;

/** A leaf and what is to show that it stands at `index` of the tree of `size` leaves. */
export type Inclusion = {
  readonly index: number;
  readonly size: number;
  /** RFC 6962 leaf hash. */
  readonly leaf: Uint8Array;
  /** From the sibling of the leaf up to the child of the root (RFC 6962 §2.1.1). */
  readonly proof: readonly Uint8Array[];
};

/** Two trees and what is to show that the leaves of the older are the first ones of the newer. */
export type Consistency = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  /** As RFC 6962 §2.1.2 has it. */
  readonly proof: readonly Uint8Array[];
};

/** A node beside the way up from a node to the root. */
type Sibling = Place & { readonly isLeft: boolean };

/** A node by its height and its number from the left. */
type Place = { readonly level: number; readonly index: number };

/** A hash of a proof and the side that it is hashed in from. */
type Step = { readonly isLeft: boolean; readonly hash: Uint8Array };

/** Length of a SHA-256 digest. */
const HASH_BYTES = 32;

/**
 * The audit path of the leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1), from its sibling up. Asks for at
 * most two hashes for each level of the tree. Throws a RangeError when the tree has no such leaf.
 */
export function inclusionProof(index: number, size: number, at: HashAt): readonly Uint8Array[] {
  if (!isCount(size) || !isCount(index) || index >= size) {
    throw new RangeError(`no leaf ${index} in a tree of ${size} leaves`);
  }
  return siblings({ level: 0, index }, size).map((sibling) => nodeAt(sibling, size, at));
}

/**
 * The proof that the tree of `oldSize` leaves is the beginning of the tree of `size` leaves (RFC 6962 §2.1.2); nothing
 * when they are one. Throws a RangeError unless 0 < oldSize ≤ size.
 */
export function consistencyProof(oldSize: number, size: number, at: HashAt): readonly Uint8Array[] {
  if (!isCount(size) || !isCount(oldSize) || oldSize === 0 || oldSize > size) {
    throw new RangeError(`no consistency between trees of ${oldSize} and ${size} leaves`);
  }
  if (oldSize === size) return [];
  const last = lastSubtree(oldSize);
  const path = siblings(last, size).map((sibling) => nodeAt(sibling, size, at));
  return last.index === 0 ? path : [at(last.level, last.index), ...path];
}

/**
 * The root that the tree must have if the proof is to hold (RFC 9162 §2.1.3.2); the caller compares. Undefined when the
 * tree has no such leaf, or the proof has not as many hashes, or not as long ones, as it must have. Never throws.
 */
export function rootFromInclusion({ index, size, leaf, proof }: Inclusion): Uint8Array | undefined {
  if (!isCount(size) || !isCount(index) || index >= size || ![leaf, ...proof].every(isHash)) return undefined;
  const steps = stepsOf(siblings({ level: 0, index }, size), proof);
  return steps === undefined ? undefined : climb(leaf, steps);
}

/**
 * Whether the proof shows that the older tree is the beginning of the newer (RFC 9162 §2.1.4.2). Everything begins with the
 * empty tree, so a proof about it shows nothing: false. Never throws.
 */
export function isConsistent({ oldSize, oldRoot, size, root, proof }: Consistency): boolean {
  if (!isCount(oldSize) || !isCount(size) || oldSize === 0 || oldSize > size) return false;
  if (oldSize === size) return proof.length === 0 && isSame(oldRoot, root);
  if (![oldRoot, root, ...proof].every(isHash)) return false;
  const last = lastSubtree(oldSize);
  // A complete older tree is itself the node that the way up begins with, and is not sent.
  const [start, ...hashes] = last.index === 0 ? [oldRoot, ...proof] : proof;
  const steps = stepsOf(siblings(last, size), hashes);
  if (start === undefined || steps === undefined) return false;
  // What stands to the right of the older tree's last subtree came later.
  const older = steps.filter(({ isLeft }) => isLeft);
  return isSame(climb(start, older), oldRoot) && isSame(climb(start, steps), root);
}

/** Sizes and places, exact up to 2^53. */
function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

/** Nothing here is secret, so the time it takes may tell where they differ. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** The last of the complete subtrees that a tree falls into: as high as its size is even. */
function lastSubtree(size: number): Place {
  let level = 0;
  let count = size;
  for (; count % 2 === 0; count /= 2) level++;
  return { level, index: count - 1 };
}

/** What is hashed in on the way from a node to the root, upwards. A node without a sibling moves up as it is. */
function siblings(from: Place, size: number): readonly Sibling[] {
  const found: Sibling[] = [];
  let { level, index } = from;
  for (let last = Math.floor((size - 1) / 2 ** level); last > 0; last = Math.floor(last / 2)) {
    if (index % 2 === 1) found.push({ isLeft: true, level, index: index - 1 });
    else if (index < last) found.push({ isLeft: false, level, index: index + 1 });
    index = Math.floor(index / 2);
    level++;
  }
  return found;
}

/** The node at a place, put together from complete ones when the tree ends within it. */
function nodeAt({ level, index }: Place, size: number, at: HashAt): Uint8Array {
  const width = 2 ** level;
  if ((index + 1) * width <= size) return at(level, index);
  const left = { level: level - 1, index: 2 * index };
  if (index * width + width / 2 >= size) return nodeAt(left, size, at);
  return nodeHash(at(left.level, left.index), nodeAt({ level: level - 1, index: 2 * index + 1 }, size, at));
}

/** The hashes of a proof with the sides that they are on; undefined when there are too many or too few. */
function stepsOf(path: readonly Sibling[], hashes: readonly Uint8Array[]): readonly Step[] | undefined {
  if (path.length !== hashes.length) return undefined;
  return hashes.map((hash, index) => ({ hash, isLeft: path[index]?.isLeft === true }));
}

function climb(from: Uint8Array, steps: readonly Step[]): Uint8Array {
  let node = from;
  for (const { hash, isLeft } of steps) node = isLeft ? nodeHash(hash, node) : nodeHash(node, hash);
  return node;
}
