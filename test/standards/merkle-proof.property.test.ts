import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Edge, pushLeaf, rootOf, rootOfLeaves } from "../../src/standards/merkle.ts";
import {
  type Consistency,
  consistencyProof,
  type Inclusion,
  inclusionProof,
  isConsistent,
  rootFromInclusion,
} from "../../src/standards/merkle-proof.ts";
import { rootAt, sampleTree } from "../support/sample-tree.ts";

const most = 300;
const { leaves, at } = sampleTree(most);

/** A tree and one of its leaves. */
const places = fc
  .integer({ min: 1, max: most })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }));

/** A tree and an older one, not it itself. */
const growths = fc
  .integer({ min: 2, max: most })
  .chain((size) => fc.record({ size: fc.constant(size), oldSize: fc.integer({ min: 1, max: size - 1 }) }));

/** Which hash of a proof to change, and in which bit. */
const bits = fc.record({ hash: fc.nat(), bit: fc.nat({ max: 255 }) });

function inclusionOf(index: number, size: number): Inclusion {
  return { index, size, leaf: leaves[index]!, proof: inclusionProof(index, size, at) };
}

function consistencyOf(oldSize: number, size: number): Consistency {
  const roots = { oldRoot: rootAt(oldSize, at), root: rootAt(size, at) };
  return { oldSize, size, ...roots, proof: consistencyProof(oldSize, size, at) };
}

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  return hash.with(bit >> 3, hash[bit >> 3]! ^ (1 << (bit & 7)));
}

test("pushLeaf() and rootOfLeaves() make one root at every size", () => {
  let edge: Edge = [];
  for (const [size, leaf] of leaves.entries()) {
    expect(rootOf(edge)).toEqual(rootOfLeaves(leaves.slice(0, size)));
    edge = pushLeaf(edge, size, leaf);
  }
  expect(rootOf(edge)).toEqual(rootOfLeaves(leaves));
});

test("rootFromInclusion() gives the root for the proof of any leaf in any tree", () => {
  fc.assert(
    fc.property(places, ({ index, size }) => {
      expect(rootFromInclusion(inclusionOf(index, size))).toEqual(rootOfLeaves(leaves.slice(0, size)));
    }),
  );
});

test("rootFromInclusion() gives another root, or none, for a changed leaf, hash or place", () => {
  fc.assert(
    fc.property(places, bits, fc.nat({ max: most }), ({ index, size }, { hash, bit }, other) => {
      const given = inclusionOf(index, size);
      const root = rootAt(size, at);
      expect(rootFromInclusion({ ...given, leaf: flipped(given.leaf, bit) })).not.toEqual(root);
      if (other !== index) expect(rootFromInclusion({ ...given, index: other })).not.toEqual(root);
      const changed = given.proof[hash % given.proof.length];
      if (changed === undefined) return;
      const proof = given.proof.with(hash % given.proof.length, flipped(changed, bit));
      expect(rootFromInclusion({ ...given, proof })).not.toEqual(root);
    }),
  );
});

test("isConsistent() holds for the proof from any tree to any later one", () => {
  fc.assert(
    fc.property(growths, ({ oldSize, size }) => {
      expect(isConsistent(consistencyOf(oldSize, size))).toBe(true);
    }),
  );
});

test("isConsistent() does not hold when a root, a hash, the count of them or the older size is another", () => {
  fc.assert(
    fc.property(growths, bits, fc.nat({ max: most }), ({ oldSize, size }, { hash, bit }, other) => {
      const given = consistencyOf(oldSize, size);
      const { oldRoot, root, proof } = given;
      const place = hash % proof.length;
      expect(isConsistent({ ...given, oldRoot: flipped(oldRoot, bit) })).toBe(false);
      expect(isConsistent({ ...given, root: flipped(root, bit) })).toBe(false);
      expect(isConsistent({ ...given, proof: proof.with(place, flipped(proof[place]!, bit)) })).toBe(false);
      expect(isConsistent({ ...given, proof: proof.toSpliced(place, 1) })).toBe(false);
      expect(isConsistent({ ...given, proof: proof.toSpliced(place, 0, proof[place]!) })).toBe(false);
      if (other !== oldSize) expect(isConsistent({ ...given, oldSize: other })).toBe(false);
    }),
  );
});

test("a proof asks for few nodes", () => {
  fc.assert(
    fc.property(growths, ({ oldSize, size }) => {
      let asked = 0;
      const counted = (level: number, index: number) => {
        asked++;
        return at(level, index);
      };
      inclusionProof(oldSize, size, counted);
      consistencyProof(oldSize, size, counted);
      expect(asked).toBeLessThanOrEqual(4 * Math.ceil(Math.log2(size)) + 1);
    }),
  );
});

test("no proof makes the checks throw, and none holds by chance", () => {
  const numbers = fc.oneof(fc.nat({ max: 9 }), fc.double(), fc.maxSafeInteger());
  const whole = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const hashes = fc.oneof(whole, whole, fc.uint8Array({ maxLength: 40 }));
  fc.assert(
    fc.property(numbers, numbers, fc.array(hashes, { minLength: 1, maxLength: 6 }), (first, size, [one, ...proof]) => {
      rootFromInclusion({ index: first, size, leaf: one!, proof });
      const roots = { oldRoot: one!, root: flipped(one!.length === 0 ? Uint8Array.of(0) : one!, 0) };
      expect(isConsistent({ ...roots, oldSize: first, size, proof })).toBe(false);
    }),
  );
});
