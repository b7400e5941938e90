import { createHash } from "node:crypto";
import { sha256Hex } from "./sha256.ts";

/**
 * The roots of the complete subtrees that a tree falls into, the largest (leftmost) first: one for each 1 in the binary
 * digits of its size. It is all of a tree that an append needs.
 */
export type Edge = readonly Uint8Array[];

/** RFC 6962 §2.1: a leaf is hashed behind 0x00, a node behind 0x01, so that neither can pass for the other. */
const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = 0x01;

/** Length of a SHA-256 digest, which every node of a tree is. */
const HASH_BYTES = 32;

/** RFC 6962 §2.1 root of a tree without leaves, SHA-256 of nothing, in lower-case hex. */
export const emptyRoot = sha256Hex("");

/** RFC 6962 §2.1 hash of one leaf, SHA-256(0x00 ‖ line), in lower-case hex. `line` is without its line feed. */
export function leafHash(line: Uint8Array): string {
  return createHash("sha256").update(LEAF_PREFIX).update(line).digest("hex");
}

/** RFC 6962 §2.1 hash of two subtrees, SHA-256(0x01 ‖ left ‖ right). Throws a RangeError when one is not 32 bytes long. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
    throw new RangeError(`a node has hashes of ${left.length} and ${right.length} bytes; expected ${HASH_BYTES} each`);
  }
  const data = new Uint8Array(1 + 2 * HASH_BYTES);
  data[0] = NODE_PREFIX;
  data.set(left, 1);
  data.set(right, 1 + HASH_BYTES);
  return Uint8Array.fromHex(sha256Hex(data));
}

/**
 * The edge of a tree of `size` leaves after one more, whose leaf hash is `leaf`. One node hash on average, at most 52.
 * Throws a RangeError for an edge that no tree of that size has.
 */
export function pushLeaf(edge: Edge, size: number, leaf: Uint8Array): Edge {
  const subtrees = countOnes(size);
  if (edge.length !== subtrees) {
    throw new RangeError(`a tree of ${size} leaves has ${subtrees} complete subtrees, the edge ${edge.length}`);
  }
  // The new leaf completes as many subtrees as the size ends in ones.
  const kept = edge.length - trailingOnes(size);
  let node = leaf;
  for (const left of edge.slice(kept).toReversed()) node = nodeHash(left, node);
  return [...edge.slice(0, kept), node];
}

/** Ones among the binary digits. Sizes pass 2^31, where the operators on bits end. */
function countOnes(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`the size of a tree is ${size}; expected a count`);
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}

function trailingOnes(size: number): number {
  let ones = 0;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) ones++;
  return ones;
}

/** RFC 6962 §2.1 root of the tree that has this edge; of an empty one SHA-256 of nothing. */
export function rootOf(edge: Edge): Uint8Array {
  let root = edge.at(-1);
  if (root === undefined) return Uint8Array.fromHex(emptyRoot);
  for (const left of edge.slice(0, -1).toReversed()) root = nodeHash(left, root);
  return root;
}

/** RFC 6962 §2.1 root of the tree over these leaf hashes. One node hash for each leaf but the first. */
export function rootOfLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves;
  while (level.length > 1) level = levelAbove(level);
  return level[0] ?? Uint8Array.fromHex(emptyRoot);
}

/** Pairs from the left; the last one of an odd count has no sibling and moves up as it is. */
function levelAbove(level: readonly Uint8Array[]): readonly Uint8Array[] {
  const above: Uint8Array[] = [];
  let left: Uint8Array | undefined;
  for (const node of level) {
    if (left !== undefined) above.push(nodeHash(left, node));
    left = left === undefined ? node : undefined;
  }
  return left === undefined ? above : [...above, left];
}
