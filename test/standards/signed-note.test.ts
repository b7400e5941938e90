import { describe, expect, test } from "bun:test";
import { noteKeyId, openNote, parseVerifierKey, signNote, verifierKey } from "../../src/standards/signed-note.ts";
import { sampleNoteSigner } from "../support/sample-note.ts";

/** The note and the key of the examples of golang.org/x/mod/sumdb/note. */
const publishedKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const publishedText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const publishedLine =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const strangeLine =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

const ours = sampleNoteSigner("example.com/log");
const other = sampleNoteSigner("example.com/other", 2);
const note = signNote("one\ntwo\n", ours);
const lineOf = (signed: string) => signed.slice(signed.lastIndexOf("\n\n") + 2);

test("openNote() verifies the published note, beside a signature that it does not know", () => {
  const opened = openNote(`${publishedText}\n${strangeLine}${publishedLine}`, [parseVerifierKey(publishedKey)]);
  expect(opened).toEqual({ text: publishedText, verified: ["PeterNeumann"], signatures: 2 });
});

test("verifierKey() undoes parseVerifierKey()", () => {
  const { name, publicKey } = parseVerifierKey(publishedKey);
  expect(name).toBe("PeterNeumann");
  expect(verifierKey(name, publicKey)).toBe(publishedKey);
  expect(noteKeyId(name, publicKey).toHex()).toBe("c74f20a3");
});

test("noteKeyId() depends on the name", () => {
  expect(noteKeyId("a", ours.publicKey)).not.toEqual(noteKeyId("b", ours.publicKey));
});

test("signNote() writes what openNote() verifies", () => {
  expect(openNote(note, [ours])).toEqual({ text: "one\ntwo\n", verified: [ours.name], signatures: 1 });
});

test("openNote() reads a note that none of the keys signed, and says so", () => {
  expect(openNote(note, [other])).toEqual({ text: "one\ntwo\n", verified: [], signatures: 1 });
  expect(openNote(note, [])).toEqual({ text: "one\ntwo\n", verified: [], signatures: 1 });
});

test.each([
  ["the name alone", { ...ours, publicKey: other.publicKey }],
  ["the key alone", { ...ours, name: other.name }],
])("openNote() passes over a signature that shares %s with a key", (_, key) => {
  expect(openNote(note, [key]).verified).toEqual([]);
});

test("openNote() names each key once, in the order of the note", () => {
  const both = `${note}${lineOf(signNote("one\ntwo\n", other))}${lineOf(note)}`;
  expect(openNote(both, [other, ours])).toEqual({
    text: "one\ntwo\n",
    verified: [ours.name, other.name],
    signatures: 3,
  });
});

test("the text of a note ends with its last empty line", () => {
  for (const text of ["\n", "a\n\nb\n", "a\n\n", `${note}\n`]) {
    expect(openNote(signNote(text, ours), [ours]).text).toBe(text);
  }
});

test("openNote() reads 100 signatures", () => {
  expect(openNote(`a\n\n${strangeLine.repeat(100)}`, []).signatures).toBe(100);
});

const bad = lineOf(signNote("another text\n", ours));

test.each([
  ["nothing", ""],
  ["a text without signatures", "one\n"],
  ["an empty line behind which nothing comes", "one\n\n"],
  ["two of them", "one\n\n\n"],
  ["no empty line", `one\n${lineOf(note)}`],
  ["signatures without text", lineOf(note)],
  ["no last line feed", note.slice(0, -1)],
  ["a line behind the signatures", `${note}two\n`],
  ["CR LF", note.replaceAll("\n", "\r\n")],
  ["a tab", note.replace("one", "o\te")],
  ["NUL", note.replace("one", "o\0e")],
  ["half of a surrogate pair", note.replace("one", "\ud800")],
  ["a hyphen in place of the dash", note.replace("—", "-")],
  ["no space behind the dash", note.replace("— ", "—")],
  ["no name", note.replace(` ${ours.name} `, "  ")],
  ["a name with a plus", note.replace(ours.name, "a+b")],
  ["a name with a no-break space", note.replace(ours.name, "a\u00a0b")],
  ["a name with U+0085", note.replace(ours.name, "a\u0085b")],
  ["a third word", note.replace(/\n$/, " x\n")],
  ["a space at the end", note.replace(/\n$/, " \n")],
  ["no signature", `one\n\n— ${ours.name}\n`],
  ["an empty signature", `one\n\n— ${ours.name} \n`],
  ["a key id alone", `one\n\n— ${ours.name} AAAAAA==\n`],
  ["base64 of the other alphabet", note.replace(/\S+\n$/, `${"-_".repeat(46)}\n`)],
  ["base64 without padding", note.replace(/=+\n$/, "\n")],
  ["over 100 signatures", `a\n\n${strangeLine.repeat(101)}`],
  ["a signature over another text", `one\ntwo\n\n${bad}`],
  ["a bad signature beside a good one", `${note}${bad}`],
  ["a text changed in one letter", note.replace("one", "one!")],
])("openNote() refuses %s", (_, text) => {
  expect(() => openNote(text, [ours])).toThrow(SyntaxError);
});

test("openNote() refuses a signature of its own key that is cut short", () => {
  const short = Uint8Array.of(...noteKeyId(ours.name, ours.publicKey), 1).toBase64();
  expect(() => openNote(`one\n\n— ${ours.name} ${short}\n`, [ours])).toThrow(SyntaxError);
});

test("openNote() refuses base64 with bits that mean nothing", () => {
  // The last digit before the padding holds 4 bits of 6; the next digit has the same 4.
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const base64 = Uint8Array.of(...new Uint8Array(67).fill(1), 1).toBase64();
  const last = base64.length - 2;
  const loose = `${base64.slice(0, last)}${digits[digits.indexOf(base64[last]!) + 1]}=`;
  expect(openNote(`one\n\n— x ${base64}\n`, []).signatures).toBe(1);
  expect(() => openNote(`one\n\n— x ${loose}\n`, [])).toThrow(SyntaxError);
});

describe("signNote()", () => {
  test.each([
    ["no last line feed", "one"],
    ["nothing", ""],
    ["a carriage return", "one\r\n"],
    ["half of a surrogate pair", "\udc00\n"],
  ])("refuses a text with %s", (_, text) => {
    expect(() => signNote(text, ours)).toThrow(SyntaxError);
  });

  test.each(["", "a b", "a+b", "a\nb", "a\u2028b", "a\u0007b"])("refuses the name %j", (name) => {
    expect(() => signNote("one\n", { ...ours, name })).toThrow(SyntaxError);
  });

  test("refuses a signature and a public key that are not of Ed25519", () => {
    expect(() => signNote("one\n", { ...ours, sign: () => new Uint8Array(70) })).toThrow(RangeError);
    expect(() => signNote("one\n", { ...ours, publicKey: new Uint8Array(31) })).toThrow(RangeError);
  });
});

const [keyName, keyId, keyText] = ["PeterNeumann", "c74f20a3", publishedKey.slice("PeterNeumann+c74f20a3+".length)];

test.each([
  ["nothing", ""],
  ["a name alone", keyName],
  ["no key", `${keyName}+${keyId}`],
  ["an empty name", `+${keyId}+${keyText}`],
  ["the id of another name", `Peter+${keyId}+${keyText}`],
  ["an id in capitals", `${keyName}+C74F20A3+${keyText}`],
  ["an id too short", `${keyName}+c74f20+${keyText}`],
  ["a key cut short", `${keyName}+${keyId}+${keyText.slice(0, -4)}`],
  ["a key of another type", `${keyName}+${keyId}+${keyText.replace(/^AR/, "BB")}`],
  ["a line feed behind", `${publishedKey}\n`],
  ["a private key", "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"],
])("parseVerifierKey() refuses %s", (_, text) => {
  expect(() => parseVerifierKey(text)).toThrow(SyntaxError);
});
