import { expect, test } from "bun:test";
import fc from "fast-check";
import { decodeBech32 } from "../../src/standards/bech32.ts";
import { encodeBech32 } from "../support/bech32.ts";

// Valid strings of BIP 173 whose data part is whole bytes.
test.each([
  ["A12UEL5L", "a", ""],
  ["a12uel5l", "a", ""],
  ["an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs", undefined, ""],
  ["abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef", "00443214c74254b635cf84653a56d7c675be77df"],
  ["?1ezyfcl", "?", ""],
])("decodeBech32() reads %s", (text, prefix, hex) => {
  const read = decodeBech32(text);
  expect(read.prefix).toBe(prefix ?? text.slice(0, -7));
  expect(read.bytes.toHex()).toBe(hex);
});

// Invalid strings of BIP 173.
test.each([
  ["a prefix of a space", "\u00201nwldj5"],
  ["a prefix of a control character", "\u007f1axkwrx"],
  ["a prefix beyond ASCII", "\u00801eym55h"],
  ["no separator", "pzry9x0s0muk"],
  ["no prefix", "1pzry9x0s0muk"],
  ["a character that is not of the alphabet", "x1b4n0q5v"],
  ["a short checksum", "li1dgmt3"],
  ["a character beyond ASCII in the checksum", "de1lg7wt\u00ff"],
  ["a checksum of the prefix in upper case", "A1G7SGD8"],
  ["no prefix but the separator", "1qzzfhee"],
  ["two cases", "A12uEL5L"],
  ["nothing", ""],
  ["a long s, which is S in upper case", "A12UEL5L".replace("U", "\u017f")],
])("decodeBech32() refuses %s", (_, text) => {
  expect(() => decodeBech32(text)).toThrow(SyntaxError);
});

// Words [0], [0, 0, 0] and [0, 1], with checksums that match.
test.each(["a1q3g6mn3", "a1qqqd87cpp", "a1qpamnt9j"])("decodeBech32() refuses the bits left over in %s", (text) => {
  expect(() => decodeBech32(text)).toThrow("bits that belong to nothing");
});

const prefixes = fc.constantFrom("age", "age1pq", "age-secret-key-", "x");

test("decodeBech32() undoes encodeBech32(), in each case, at any length", () => {
  fc.assert(
    fc.property(prefixes, fc.uint8Array({ maxLength: 300 }), fc.boolean(), (prefix, bytes, isUpper) => {
      const text = encodeBech32(prefix, bytes);
      expect(decodeBech32(isUpper ? text.toUpperCase() : text)).toEqual({ prefix, bytes });
    }),
  );
});

test("decodeBech32() refuses a text with one character replaced by any other", () => {
  const text = encodeBech32(
    "age",
    Uint8Array.from({ length: 32 }, (_, index) => index * 7),
  );
  for (let at = 0; at < text.length; at++) {
    for (let code = 33; code < 127; code++) {
      const changed = `${text.slice(0, at)}${String.fromCharCode(code)}${text.slice(at + 1)}`;
      if (changed !== text) expect(() => decodeBech32(changed)).toThrow(SyntaxError);
    }
  }
});

test("decodeBech32() throws nothing but SyntaxErrors, which do not repeat the text", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 20, unit: fc.constantFrom(..."qpzry9x8gf2tvdw0s3jn1é") }), (text) => {
      try {
        decodeBech32(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
        expect(String(error)).not.toContain(text);
      }
    }),
  );
});
