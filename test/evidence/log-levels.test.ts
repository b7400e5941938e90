import { describe, expect, test } from "bun:test";
import { addedBy, edgeAt, hashesAt, levelSizes, levelsOf, readIn } from "../../src/evidence/log-levels.ts";
import { type Edge, pushLeaf, rootOf, rootOfLeaves } from "../../src/standards/merkle.ts";
import { inclusionProof, rootFromInclusion } from "../../src/standards/merkle-proof.ts";

/** So many different hashes, behind one another. */
function leavesOf(count: number): Uint8Array {
  const bytes = new Uint8Array(count * 32);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < count; index++) view.setUint32(index * 32, index + 1);
  return bytes;
}

function split(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / 32 }, (_, index) => bytes.subarray(index * 32, index * 32 + 32));
}

describe("levelsOf()", () => {
  test("has the hash of each complete 256 one level up", () => {
    const leaves = leavesOf(700);
    const [zero, one, ...others] = levelsOf(leaves);
    expect(zero).toEqual(leaves);
    expect(others).toEqual([]);
    expect(split(one!)).toEqual([0, 1].map((tile) => rootOfLeaves(split(leaves).slice(tile * 256, tile * 256 + 256))));
  });

  test("has as many hashes as levelSizes() says", () => {
    for (const size of [0, 1, 255, 256, 257, 65_535, 65_536]) {
      expect(levelsOf(leavesOf(size)).map((level) => level.length / 32)).toEqual([...levelSizes(size)]);
    }
    expect(levelSizes(2 ** 40 + 5)).toEqual([2 ** 40 + 5, 2 ** 32, 2 ** 24, 2 ** 16, 256, 1]);
  });
});

test("addedBy() makes the same levels leaf by leaf", () => {
  const leaves = leavesOf(65_536 + 300);
  const made = [0, 1, 2].map(() => [] as Uint8Array[]);
  let edge: Edge = [];
  for (const [size, leaf] of split(leaves).entries()) {
    for (const { level, index, hash } of addedBy(leaf, size, edge)) {
      expect(index).toBe(made[level]!.length);
      made[level]!.push(hash);
    }
    edge = pushLeaf(edge, size, leaf);
  }
  const levels = levelsOf(leaves);
  expect(made.map((level) => Buffer.concat(level).toString("hex"))).toEqual(levels.map((level) => level.toHex()));
});

test("edgeAt() and hashesAt() give every older edge, and proofs that hold", () => {
  const leaves = leavesOf(1100);
  const at = hashesAt(readIn(levelsOf(leaves)));
  let edge: Edge = [];
  for (const [size, leaf] of split(leaves).entries()) {
    expect(edgeAt(size, at)).toEqual(edge);
    edge = pushLeaf(edge, size, leaf);
  }
  for (let index = 0; index < 1100; index += 37) {
    const proof = inclusionProof(index, 1100, at);
    const leaf = split(leaves)[index]!;
    expect(rootFromInclusion({ index, size: 1100, leaf, proof })).toEqual(rootOf(edge));
  }
});

test("hashesAt() throws for hashes that are not there", () => {
  const at = hashesAt(readIn(levelsOf(leavesOf(5))));
  expect(at(2, 0)).toHaveLength(32);
  expect(() => at(2, 1)).toThrow(RangeError);
  expect(() => at(8, 0)).toThrow(RangeError);
});
