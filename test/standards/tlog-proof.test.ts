import { expect, test } from "bun:test";
import { checkpointText } from "../../src/standards/checkpoint.ts";
import { inclusionProof } from "../../src/standards/merkle-proof.ts";
import { signNote } from "../../src/standards/signed-note.ts";
import { parseProof, proofText } from "../../src/standards/tlog-proof.ts";
import { sampleNoteSigner } from "../support/sample-note.ts";
import { rootAt, sampleTree } from "../support/sample-tree.ts";
import { bytesOf } from "../support/workspace.ts";

const { at } = sampleTree(7);
const ours = sampleNoteSigner("example.com/log");
const checkpoint = signNote(checkpointText({ origin: ours.name, size: 7, root: rootAt(7, at) }), ours);
const text = proofText({ index: 4, proof: inclusionProof(4, 7, at), checkpoint });
const hash = at(0, 0).toBase64();

test("proofText() writes the header, the index, a hash a line, an empty line and the checkpoint as it is", () => {
  const hashes = [at(0, 5), at(0, 6), at(2, 0)].map((node) => node.toBase64());
  expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 4\n${hashes.join("\n")}\n\n${checkpoint}`);
});

test.each([0, 4, 6])("parseProof() undoes proofText() for leaf %i", (index) => {
  const given = { index, proof: inclusionProof(index, 7, at), checkpoint };
  expect(parseProof(proofText(given))).toEqual(given);
});

test("a proof in a tree of one leaf has no hash", () => {
  const given = { index: 0, proof: [], checkpoint };
  expect(proofText(given)).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`);
  expect(parseProof(proofText(given))).toEqual(given);
});

test("extra data stands in a line before the index", () => {
  const given = { ...parseProof(text), extra: bytesOf("age") };
  expect(proofText(given)).toBe(text.replace("index", "extra YWdl\nindex"));
  expect(parseProof(proofText(given))).toEqual(given);
});

test("parseProof() reads as many hashes as a tree can ask for", () => {
  const most = text.replace("index 4\n", `index 4\n${`${hash}\n`.repeat(50)}`);
  expect(parseProof(most).proof).toHaveLength(53);
});

test.each([
  ["nothing", ""],
  ["another version", text.replace("@v1", "@v2")],
  ["a space behind the version", text.replace("@v1", "@v1 ")],
  ["CR LF", text.replaceAll("\n", "\r\n")],
  ["a byte order mark", `\ufeff${text}`],
  ["no index", text.replace("index 4\n", "")],
  ["an index behind a hash", text.replace("index 4\n", `${hash}\nindex 4\n`)],
  ["two indices", text.replace("index 4\n", "index 4\nindex 4\n")],
  ["a leading zero", text.replace("index 4", "index 04")],
  ["two spaces", text.replace("index 4", "index  4")],
  ["a negative index", text.replace("index 4", "index -4")],
  ["an index of 2^53", text.replace("index 4", "index 9007199254740992")],
  ["a hash in hex", text.replace("index 4\n", `index 4\n${at(0, 0).toHex()}\n`)],
  ["a hash too short", text.replace("index 4\n", `index 4\n${at(0, 0).subarray(1).toBase64()}\n`)],
  ["54 hashes", text.replace("index 4\n", `index 4\n${`${hash}\n`.repeat(51)}`)],
  ["very many hashes", text.replace("index 4\n", `index 4\n${`${hash}\n`.repeat(5000)}`)],
  ["extra data without data", text.replace("index", "extra \nindex")],
  ["extra data that is no base64", text.replace("index", "extra YWd\nindex")],
  ["extra data twice", text.replace("index", "extra YWdl\nextra YWdl\nindex")],
  ["extra data behind the index", text.replace("index 4\n", "index 4\nextra YWdl\n")],
  ["no empty line before the checkpoint", text.replace("\n\n", "\n")],
  ["two empty lines before the checkpoint", text.replace("\n\n", "\n\n\n")],
  ["no checkpoint", text.slice(0, text.indexOf("\n\n") + 2)],
  ["a checkpoint without signature", text.slice(0, text.indexOf("— "))],
  ["a signed note that is no checkpoint", `${text.slice(0, text.indexOf("\n\n") + 2)}${signNote("one\n", ours)}`],
  ["no last line feed", text.slice(0, -1)],
])("parseProof() refuses %s", (_, given) => {
  expect(() => parseProof(given)).toThrow(SyntaxError);
});

test("proofText() refuses what no proof can hold", () => {
  const node = at(0, 0);
  expect(() => proofText({ index: -1, proof: [], checkpoint })).toThrow(RangeError);
  expect(() => proofText({ index: 0, proof: [node.subarray(1)], checkpoint })).toThrow(RangeError);
  expect(() => proofText({ index: 0, proof: Array(54).fill(node), checkpoint })).toThrow(RangeError);
  expect(() => proofText({ index: 0, proof: [], checkpoint, extra: new Uint8Array() })).toThrow(RangeError);
  expect(() => proofText({ index: 0, proof: [], checkpoint: "one\n" })).toThrow(SyntaxError);
});
