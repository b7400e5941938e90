import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseCheckpoint } from "../../src/standards/checkpoint.ts";
import { openNote, parseVerifierKey, signNote, verifierKey } from "../../src/standards/signed-note.ts";
import { parseProof } from "../../src/standards/tlog-proof.ts";
import { sampleNoteSigner } from "../support/sample-note.ts";

const ours = sampleNoteSigner("example.com/log");
const lines = fc.string({ unit: "binary" }).map((text) => text.replaceAll(/\p{Cc}/gu, ""));
const texts = fc.array(lines, { minLength: 1, maxLength: 5 }).map((parts) => `${parts.join("\n")}\n`);
const names = lines.map((text) => text.replaceAll(/[\s\u0085+]/gu, "")).filter((text) => text !== "");

test("openNote() undoes signNote() for any text and name", () => {
  fc.assert(
    fc.property(texts, names, (text, name) => {
      const signer = { ...ours, name };
      expect(openNote(signNote(text, signer), [signer])).toEqual({ text, verified: [name], signatures: 1 });
    }),
  );
});

test("parseVerifierKey() undoes verifierKey()", () => {
  fc.assert(
    fc.property(names, fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, publicKey) => {
      expect(parseVerifierKey(verifierKey(name, publicKey))).toEqual({ name, publicKey });
    }),
  );
});

test("a note in which one character is another does not verify", () => {
  const note = signNote("one\n\ntwo\n", ours);
  fc.assert(
    fc.property(
      fc.nat({ max: note.length - 1 }),
      fc.constantFrom("\n", " ", "A", "b", "+", "—"),
      (place, character) => {
        fc.pre(note[place] !== character);
        const changed = `${note.slice(0, place)}${character}${note.slice(place + 1)}`;
        expect(verifiedIn(changed)).toEqual([]);
      },
    ),
  );
});

function verifiedIn(note: string): readonly string[] {
  try {
    return openNote(note, [ours]).verified;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return [];
  }
}

/** What looks like the formats more than any text does. */
const pieces = fc.constantFrom(
  "— ",
  "example.com/log",
  " ",
  "\n",
  "\n\n",
  "AAAAAAA=",
  "+",
  "index ",
  "0",
  "01",
  "extra ",
);
const likely = fc
  .array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 30 })
  .map((parts) => parts.join(""));

test.each([
  ["openNote", (text: string) => openNote(text, [ours])],
  ["parseVerifierKey", parseVerifierKey],
  ["parseCheckpoint", parseCheckpoint],
  ["parseProof", (text: string) => parseProof(`c2sp.org/tlog-proof@v1\n${text}`)],
])("%s() reads any text or throws a SyntaxError", (_, parse) => {
  fc.assert(
    fc.property(likely, (text) => {
      try {
        parse(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});
