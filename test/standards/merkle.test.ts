import { expect, test } from "bun:test";
import {
  type Edge,
  emptyRoot,
  leafHash,
  nodeHash,
  pushLeaf,
  rootOf,
  rootOfLeaves,
} from "../../src/standards/merkle.ts";
import { sha256HexNoble } from "../../src/standards/sha256.ts";
import { sampleTree, uniformTree } from "../support/sample-tree.ts";

/** The leaves of the Certificate Transparency reference tree, and its root at every size. */
const referenceLeaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const referenceRoots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

function leavesOf(lines: readonly string[]): readonly Uint8Array[] {
  return lines.map((line) => Uint8Array.fromHex(leafHash(Uint8Array.fromHex(line))));
}

function edgeOf(leaves: readonly Uint8Array[]): Edge {
  let edge: Edge = [];
  for (const [size, leaf] of leaves.entries()) edge = pushLeaf(edge, size, leaf);
  return edge;
}

test.each([
  // The leaves "" and 0x00 of the Certificate Transparency reference tree.
  [[], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  [[0x00], "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"],
])("leafHash(%j) is the published one", (bytes, hash) => {
  expect(leafHash(Uint8Array.from(bytes))).toBe(hash);
});

test("leafHash() is SHA-256 of a zero byte and the line", () => {
  const line = new TextEncoder().encode('{"event":"run"}');
  expect(leafHash(line)).toBe(sha256HexNoble(Uint8Array.of(0, ...line)));
});

test("nodeHash() is SHA-256 of a one and both hashes", () => {
  const [left, right] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(9)];
  expect(nodeHash(left, right).toHex()).toBe(sha256HexNoble(Uint8Array.of(1, ...left, ...right)));
});

test.each([
  [31, 32],
  [32, 33],
  [0, 32],
])("nodeHash() refuses hashes of %i and %i bytes", (left, right) => {
  expect(() => nodeHash(new Uint8Array(left), new Uint8Array(right))).toThrow(RangeError);
});

test.each([...referenceRoots.entries()])("the reference tree of %i leaves has the published root", (size, root) => {
  const leaves = leavesOf(referenceLeaves.slice(0, size));
  expect(rootOfLeaves(leaves).toHex()).toBe(root);
  expect(rootOf(edgeOf(leaves)).toHex()).toBe(root);
});

test("emptyRoot is the root of no leaves", () => {
  expect(emptyRoot).toBe(referenceRoots[0]!);
});

test("pushLeaf() leaves the edge that it was given as it was", () => {
  const leaves = sampleTree(3).leaves;
  const edge = edgeOf(leaves);
  const before = edge.map((node) => node.toHex());
  pushLeaf(edge, 3, leaves[0]!);
  expect(edge.map((node) => node.toHex())).toEqual(before);
});

// All leaves are one, so that the edge at any size is known: a complete subtree for each 1 of the size, the largest first.
test.each([2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40 + 2 ** 33 - 1, 2 ** 52 - 1])(
  "pushLeaf() carries through a tree of %i leaves",
  (size) => {
    const leaf = new Uint8Array(32).fill(1);
    const at = uniformTree(leaf);
    const edgeAt = (count: number) =>
      [...count.toString(2)].flatMap((digit, place, { length }) => (digit === "1" ? [at(length - 1 - place, 0)] : []));
    expect(pushLeaf(edgeAt(size), size, leaf)).toEqual(edgeAt(size + 1));
  },
);

test.each([
  ["an edge too short", 3, 1],
  ["an edge too long", 4, 2],
  ["a negative size", -1, 0],
  ["a broken size", 1.5, 1],
  ["a size past 2^53", 2 ** 53, 1],
  ["no number", Number.NaN, 0],
])("pushLeaf() refuses %s", (_, size, subtrees) => {
  const leaf = new Uint8Array(32);
  expect(() => pushLeaf(Array(subtrees).fill(leaf), size, leaf)).toThrow(RangeError);
});
