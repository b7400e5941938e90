import { leafHash, nodeHash, rootOf } from "../../src/standards/merkle.ts";
import type { HashAt } from "../../src/standards/merkle-proof.ts";
import { bytesOf } from "./workspace.ts";

/** A tree with its complete nodes by level. */
export type SampleTree = {
  readonly lines: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
  readonly at: HashAt;
};

/** A tree over the lines `entry 0`, `entry 1` and so on. Asking it for a node that is not complete throws. */
export function sampleTree(size: number): SampleTree {
  const lines = Array.from({ length: size }, (_, index) => bytesOf(`entry ${index}`));
  const leaves = lines.map((line) => Uint8Array.fromHex(leafHash(line)));
  const levels: (readonly Uint8Array[])[] = [leaves];
  for (let below: readonly Uint8Array[] = leaves; below.length > 1; below = levels.at(-1)!) levels.push(pairs(below));
  return { lines, leaves, at: (level, index) => levels[level]?.[index] ?? fail(level, index) };
}

function pairs(below: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: Math.floor(below.length / 2) }, (_, index) =>
    nodeHash(below[2 * index]!, below[2 * index + 1]!),
  );
}

function fail(level: number, index: number): never {
  throw new Error(`the node ${index} of level ${level} is not complete`);
}

/** The nodes of a tree all of whose leaves are one: as large as wanted, for nothing. */
export function uniformTree(leaf: Uint8Array): HashAt {
  const levels = [leaf];
  return (level) => {
    for (let below = levels.at(-1)!; levels.length <= level; below = levels.at(-1)!)
      levels.push(nodeHash(below, below));
    return levels[level]!;
  };
}

/** The root of the first `size` leaves, from the complete nodes. */
export function rootAt(size: number, at: HashAt): Uint8Array {
  const edge: Uint8Array[] = [];
  let start = 0;
  for (let level = 53; level >= 0; level--) {
    if (Math.floor(size / 2 ** level) % 2 === 0) continue;
    edge.push(at(level, start / 2 ** level));
    start += 2 ** level;
  }
  return rootOf(edge);
}
