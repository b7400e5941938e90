import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { consistencyProof, inclusionProof, isConsistent, rootFromInclusion } from "../../src/standards/merkle-proof.ts";
import { rootAt, sampleTree, uniformTree } from "../support/sample-tree.ts";
import { hasShared, shared } from "../support/shared.ts";

type InclusionVector = {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string | null;
  readonly leafHash: string | null;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
};

type ConsistencyVector = {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
};

function vectors<Vector>(kind: string): readonly (readonly [name: string, vector: Vector])[] {
  if (!hasShared) return [];
  const folder = shared(`vectors/merkle/${kind}`);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  return names.toSorted().map((name) => [name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))]);
}

function bytes(base64: string | null): Uint8Array {
  return Uint8Array.fromBase64(base64 ?? "");
}

describe.skipIf(!hasShared)("the vectors of transparency-dev/merkle", () => {
  const inclusion = vectors<InclusionVector>("inclusion");
  const consistency = vectors<ConsistencyVector>("consistency");

  test("they are all there", () => {
    expect([inclusion.length, consistency.length]).toEqual([98, 98]);
  });

  test.each(inclusion)("inclusion/%s", (_, vector) => {
    const { leafIdx: index, treeSize: size, root, proof, wantErr } = vector;
    const leaf = bytes(vector.leafHash);
    const found = rootFromInclusion({ index, size, leaf, proof: (proof ?? []).map(bytes) });
    expect(found?.toHex() !== bytes(root).toHex()).toBe(wantErr);
  });

  test.each(consistency)("consistency/%s", (_, { size1, size2, root1, root2, proof, wantErr }) => {
    const trees = { oldSize: size1, oldRoot: bytes(root1), size: size2, root: bytes(root2) };
    expect(isConsistent({ ...trees, proof: (proof ?? []).map(bytes) })).toBe(!wantErr);
  });
});

// The tree of RFC 6962 §2.1.3: nodes a to f are of level 0, g h i j of level 1, k l of level 2.
const seven = sampleTree(7);

function named(name: string): string {
  const leaf = "abcdefj".indexOf(name);
  if (leaf !== -1) return seven.at(0, leaf).toHex();
  const [level, index] = { g: [1, 0], h: [1, 1], i: [1, 2], k: [2, 0] }[name] ?? [];
  return level === undefined ? rootOfLast() : seven.at(level, index!).toHex();
}

/** The node over the last three leaves. */
function rootOfLast(): string {
  return rootFromInclusion({ index: 2, size: 3, leaf: seven.at(0, 6), proof: [seven.at(1, 2)] })!.toHex();
}

function hex(hashes: readonly Uint8Array[]): readonly string[] {
  return hashes.map((hash) => hash.toHex());
}

test.each([
  [0, "bhl"],
  [3, "cgl"],
  [4, "fjk"],
  [6, "ik"],
])("inclusionProof() of d%i is the one that RFC 6962 §2.1.3 tells", (index, names) => {
  expect(hex(inclusionProof(index, 7, seven.at))).toEqual([...names].map(named));
});

test.each([
  [3, "cdgl"],
  [4, "l"],
  [6, "ijk"],
])("consistencyProof() from %i leaves is the one that RFC 6962 §2.1.3 tells", (oldSize, names) => {
  expect(hex(consistencyProof(oldSize, 7, seven.at))).toEqual([...names].map(named));
});

test.each([1, 2, 7])("consistencyProof() of a tree of %i leaves and itself is empty and holds", (size) => {
  const root = rootAt(size, seven.at);
  const proof = consistencyProof(size, size, seven.at);
  expect(proof).toEqual([]);
  expect(isConsistent({ oldSize: size, oldRoot: root, size, root, proof })).toBe(true);
});

test.each([
  [7, 7],
  [0, 0],
  [-1, 7],
  [0.5, 7],
  [0, Number.NaN],
  [0, 2 ** 53],
])("inclusionProof() refuses leaf %d of %d", (index, size) => {
  expect(() => inclusionProof(index, size, seven.at)).toThrow(RangeError);
});

test.each([
  [0, 7],
  [8, 7],
  [-1, 7],
  [1.5, 7],
  [1, Number.POSITIVE_INFINITY],
])("consistencyProof() refuses the sizes %d and %d", (oldSize, size) => {
  expect(() => consistencyProof(oldSize, size, seven.at)).toThrow(RangeError);
});

const leaf = seven.at(0, 2);
const path = inclusionProof(2, 7, seven.at);

test.each([
  ["a hash too few", { index: 2, size: 7, leaf, proof: path.slice(1) }],
  ["a hash too many", { index: 2, size: 7, leaf, proof: [...path, leaf] }],
  ["a short hash", { index: 2, size: 7, leaf, proof: path.with(1, leaf.subarray(1)) }],
  ["a short leaf", { index: 2, size: 7, leaf: leaf.subarray(1), proof: path }],
  ["an index that is not in the tree", { index: 7, size: 7, leaf, proof: path }],
  ["a negative index", { index: -1, size: 7, leaf, proof: path }],
  ["an index that is no count", { index: 2.5, size: 7, leaf, proof: path }],
  ["an infinite size", { index: 2, size: Number.POSITIVE_INFINITY, leaf, proof: path }],
])("rootFromInclusion() gives nothing for %s", (_, given) => {
  expect(rootFromInclusion(given)).toBeUndefined();
});

const four = rootAt(4, seven.at);
const whole = rootAt(7, seven.at);
const growth = consistencyProof(4, 7, seven.at);

test.each([
  ["the empty tree, with a proof", { oldSize: 0, oldRoot: four, size: 7, root: whole, proof: growth }],
  ["the empty tree, without", { oldSize: 0, oldRoot: four, size: 7, root: whole, proof: [] }],
  ["two empty trees", { oldSize: 0, oldRoot: four, size: 0, root: four, proof: [] }],
  ["one size and two roots", { oldSize: 7, oldRoot: four, size: 7, root: whole, proof: [] }],
  ["one size and a proof", { oldSize: 7, oldRoot: whole, size: 7, root: whole, proof: growth }],
  ["a tree that shrinks", { oldSize: 7, oldRoot: whole, size: 4, root: four, proof: growth }],
  ["a negative size", { oldSize: -4, oldRoot: four, size: 7, root: whole, proof: growth }],
  ["an infinite size", { oldSize: 4, oldRoot: four, size: Number.POSITIVE_INFINITY, root: whole, proof: growth }],
  ["a short root", { oldSize: 4, oldRoot: four.subarray(1), size: 7, root: whole, proof: growth }],
  ["a short hash", { oldSize: 4, oldRoot: four, size: 7, root: whole, proof: [growth[0]!.subarray(1)] }],
])("isConsistent() does not hold for %s", (_, given) => {
  expect(isConsistent(given)).toBe(false);
});

// Sizes at which operators on bits would have gone wrong.
describe.each([2 ** 31, 2 ** 32 + 1, 2 ** 40 + 12_345, 2 ** 53 - 1])("a tree of %d leaves", (size) => {
  const same = new Uint8Array(32).fill(3);
  const at = uniformTree(same);
  const root = rootAt(size, at);

  test.each([0, 1, 2 ** 30, size - 2, size - 1])("has a proof for leaf %d", (index) => {
    expect(rootFromInclusion({ index, size, leaf: same, proof: inclusionProof(index, size, at) })).toEqual(root);
  });

  test.each([1, 2 ** 30, 2 ** 31 - 1, size - 1])("has a proof from %d leaves", (oldSize) => {
    const given = { oldSize, oldRoot: rootAt(oldSize, at), size, root };
    const found = consistencyProof(oldSize, size, at);
    expect(isConsistent({ ...given, proof: found })).toBe(true);
    expect(isConsistent({ ...given, proof: found.slice(1) })).toBe(false);
  });
});
