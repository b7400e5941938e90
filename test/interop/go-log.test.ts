import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkpointText, parseCheckpoint } from "../../src/standards/checkpoint.ts";
import { leafHash, rootOfLeaves } from "../../src/standards/merkle.ts";
import {
  consistencyProof,
  type HashAt,
  inclusionProof,
  isConsistent,
  rootFromInclusion,
} from "../../src/standards/merkle-proof.ts";
import { openNote, parseVerifierKey, signNote, verifierKey } from "../../src/standards/signed-note.ts";
import { tilePath, tilesOf } from "../../src/standards/tlog-tiles.ts";
import { buildGoLog, type GoAnswer, type GoQuestion } from "../support/go-log.ts";
import { hasNeed } from "../support/needs.ts";
import { sampleNoteSigner } from "../support/sample-note.ts";
import { rootAt, sampleTree, uniformTree } from "../support/sample-tree.ts";
import { textOf, workspace } from "../support/workspace.ts";

const fresh = workspace();
const ours = sampleNoteSigner("fixops-log/0123456789abcdef");
const ourKey = verifierKey(ours.name, ours.publicKey);

function base64(hashes: readonly Uint8Array[] | undefined): readonly string[] {
  return (hashes ?? []).map((hash) => hash.toBase64());
}

function bytes(hashes: readonly string[] | null | undefined): readonly Uint8Array[] {
  return (hashes ?? []).map((hash) => Uint8Array.fromBase64(hash));
}

/** Our proof of a leaf, as a question. */
function recordOf(index: number, size: number, at: HashAt) {
  const proof = base64(inclusionProof(index, size, at));
  return { index, size, leaf: at(0, index).toBase64(), root: rootAt(size, at).toBase64(), proof };
}

/** Our proof of two trees, as a question. */
function grownOf(oldSize: number, size: number, at: HashAt) {
  const roots = { oldRoot: rootAt(oldSize, at).toBase64(), root: rootAt(size, at).toBase64() };
  return { oldSize, size, ...roots, proof: base64(consistencyProof(oldSize, size, at)) };
}

function countTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Every tree of up to 66 leaves, and some around powers of two. */
const sizes = [...countTo(66), 127, 128, 129, 255, 256, 257, 300];
const tree = sampleTree(300);

/** Leaves and older sizes to look at in a large tree. */
function places(size: number): readonly number[] {
  return [1, 2, 255, 256, 65_536, 2 ** 30, 2 ** 31 - 1, 2 ** 31, 2 ** 32 + 5, size - 1].filter((place) => place < size);
}

const largeSizes = [70_000, 2 ** 31, 2 ** 32 + 1, 2 ** 40 + 12_345, 2 ** 53 - 1];
const large = uniformTree(new Uint8Array(32).fill(3));

/** The same proof with one thing wrong in each. */
function spoil<Proof extends { readonly root: string; readonly proof: readonly string[]; readonly size: number }>(
  given: Proof,
): readonly Proof[] {
  const stranger = new Uint8Array(32).toBase64();
  return [
    { ...given, root: stranger },
    { ...given, size: given.size * 2 + 1 },
    { ...given, proof: given.proof.slice(1) },
    { ...given, proof: [...given.proof, stranger] },
    { ...given, proof: given.proof.with(0, stranger) },
  ];
}

/** What our own checks say of the same questions. */
function hasRecord(given: ReturnType<typeof recordOf>): boolean {
  const proof = bytes(given.proof);
  return rootFromInclusion({ ...given, leaf: Uint8Array.fromBase64(given.leaf), proof })?.toBase64() === given.root;
}

function hasGrown(given: ReturnType<typeof grownOf>): boolean {
  const roots = { oldRoot: Uint8Array.fromBase64(given.oldRoot), root: Uint8Array.fromBase64(given.root) };
  return isConsistent({ ...given, ...roots, proof: bytes(given.proof) });
}

/** Writes the tiles of the first `size` leaves. */
function writeTiles(size: number, at: HashAt): string {
  const folder = fresh();
  for (const { level, index, width } of tilesOf(size)) {
    const path = join(folder, tilePath(level, index, width));
    mkdirSync(dirname(path), { recursive: true });
    const first = index * 256;
    writeFileSync(path, Buffer.concat(Array.from({ length: width }, (_, number) => at(8 * level, first + number))));
  }
  return folder;
}

describe.skipIf(!hasNeed("go-sumdb"))("Go's checksum database library", () => {
  let go: ReturnType<typeof buildGoLog> | undefined;
  afterAll(() => go?.remove());

  function ask(question: GoQuestion): GoAnswer {
    go ??= buildGoLog();
    return go.ask(question);
  }

  test("opens the checkpoint that we sign", () => {
    const text = checkpointText({ origin: ours.name, size: 300, root: rootAt(300, tree.at) });
    const note = signNote(text, ours);
    const two = `${note}${signNote(text, sampleNoteSigner("example.com/witness", 2)).slice(text.length + 1)}`;
    const spoiled = note.replace("\n300\n", "\n301\n");
    const [one, both, changed] = ask({
      open: [note, two, spoiled].map((given) => ({ note: given, keys: [ourKey] })),
    }).open;
    expect(one).toEqual({ text, names: [ours.name], fault: "" });
    expect(both).toEqual({ text, names: [ours.name], fault: "" });
    expect(changed!.fault).toContain("invalid signature");
  }, 60_000);

  test("signs notes that we open", () => {
    const text = "example.com/go\n5\nIGZvciBleGFtcGxlIG9ubHksIG5vdCBhIHJvb3QhISE=\n";
    const texts = [text, "\n", "a\n\n— b c\n", "é 🙂 —\n\n\n"];
    const names = ["example.com/go", "zwei", "три/🙂"];
    const answers = ask({ sign: texts.map((given) => ({ text: given, names })) }).sign;
    for (const [number, { note, keys }] of answers.entries()) {
      const known = keys.map(parseVerifierKey);
      expect(openNote(note, known)).toEqual({ text: texts[number]!, verified: names, signatures: 3 });
      expect(openNote(note, known.slice(1, 2)).verified).toEqual(["zwei"]);
      expect(() => openNote(`x${note}`, known)).toThrow(SyntaxError);
      expect(known.map(({ name, publicKey }) => verifierKey(name, publicKey))).toEqual([...keys]);
    }
  }, 60_000);

  test("refuses the notes that we refuse", () => {
    const note = signNote("one\ntwo\n", ours);
    const notes = [
      "",
      note.slice(0, -1),
      note.replaceAll("\n", "\r\n"),
      note.replace("one", "o\te"),
      note.replace("— ", "- "),
      note.replace(ours.name, "a+b"),
      note.replace(ours.name, "a\u00a0b"),
      note.replace(/=+\n$/, "\n"),
      `${note}x\n`,
      `one\n\n— ${ours.name} AAAAAA==\n`,
    ];
    for (const { fault } of ask({ open: notes.map((given) => ({ note: given, keys: [ourKey] })) }).open) {
      expect(fault).toBe("malformed note");
    }
    for (const given of notes) expect(() => openNote(given, [ours])).toThrow(SyntaxError);
  }, 60_000);

  test("reads the heads of trees that we write, and the opposite", () => {
    const origin = "go.sum database tree";
    const heads = [0, 1, 300, 2 ** 53 - 1].map((size) => checkpointText({ origin, size, root: rootAt(7, tree.at) }));
    expect(ask({ trees: heads }).trees).toEqual(heads);
    expect(heads.map((head) => checkpointText(parseCheckpoint(head)))).toEqual(heads);
  }, 60_000);

  test("has our roots and our proofs for every tree of up to 66 leaves", () => {
    const { log } = ask({ lines: tree.lines.slice(0, 66).map(textOf) });
    expect(log.roots).toHaveLength(66);
    for (const size of countTo(66)) {
      expect(rootOfLeaves(tree.leaves.slice(0, size)).toBase64()).toBe(log.roots[size - 1]!);
      for (const index of Array(size).keys()) {
        expect(base64(inclusionProof(index, size, tree.at))).toEqual(log.inclusion[size - 1]![index] ?? []);
        expect(base64(consistencyProof(index + 1, size, tree.at))).toEqual(log.consistency[size - 1]![index] ?? []);
      }
    }
  }, 60_000);

  test("accepts our proofs of leaves, in all small trees and some very large ones", () => {
    const small = sizes.flatMap((size) => countTo(size).map((number) => recordOf(number - 1, size, tree.at)));
    const records = [
      ...small,
      ...largeSizes.flatMap((size) => places(size).map((place) => recordOf(place, size, large))),
    ];
    expect(records.length).toBeGreaterThan(3000);
    expect(ask({ records }).records.filter((fault) => fault !== "")).toEqual([]);
    expect(records.filter((given) => !hasRecord(given))).toEqual([]);
  }, 60_000);

  test("accepts our proofs of growth, in all small trees and some very large ones", () => {
    const small = sizes.flatMap((size) => countTo(size).map((oldSize) => grownOf(oldSize, size, tree.at)));
    const grown = [...small, ...largeSizes.flatMap((size) => places(size).map((old) => grownOf(old, size, large)))];
    expect(grown.length).toBeGreaterThan(3000);
    expect(ask({ grown }).grown.filter((fault) => fault !== "")).toEqual([]);
    expect(grown.filter((given) => !hasGrown(given))).toEqual([]);
  }, 60_000);

  test("refuses the proofs that we refuse", () => {
    const records = countTo(40).flatMap((number) => spoil(recordOf(number - 1, 41, tree.at)));
    const grown = countTo(40).flatMap((oldSize) => spoil(grownOf(oldSize, 41, tree.at)));
    const answer = ask({ records, grown });
    expect(answer.records.filter((fault) => fault === "")).toEqual([]);
    expect(answer.grown.filter((fault) => fault === "")).toEqual([]);
    expect(records.filter(hasRecord)).toEqual([]);
    expect(grown.filter(hasGrown)).toEqual([]);
  }, 60_000);

  test("reads our tiles, and proves from them what we prove", () => {
    const most = sampleTree(70_000);
    for (const size of [1, 255, 256, 257, 65_536, 70_000]) {
      const indices = [0, 1, 255, 256, 65_535, size - 1].filter((index) => index < size);
      const root = rootAt(size, most.at);
      const tiles = { folder: writeTiles(size, most.at), size, root: root.toBase64(), indices };
      const wrong = { ...tiles, root: new Uint8Array(32).toBase64() };
      const [told, other] = ask({ tiles: [tiles, wrong] }).tiles;
      expect(told!.fault).toBe("");
      expect(other!.fault).not.toBe("");
      expect([...told!.leaves!]).toEqual(indices.map((index) => hexToBase64(leafHash(most.lines[index]!))));
      for (const [number, index] of indices.entries()) {
        const proof = bytes(told!.proofs![number]);
        expect(rootFromInclusion({ index, size, leaf: most.leaves[index]!, proof })).toEqual(root);
      }
    }
  }, 60_000);
});

function hexToBase64(hex: string): string {
  return Uint8Array.fromHex(hex).toBase64();
}
