/** Bech32 (BIP 173) without its limit of 90 characters, as age has it. No message repeats a text: it may be a secret. */

/** `words` of five bits are what BIP 173 calls the data part, here already as bytes. */
export type Bech32 = { readonly prefix: string; readonly bytes: Uint8Array };

/** BIP 173: a character's place is its value. */
const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/** BIP 173: the BCH code that finds up to four wrong characters. */
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

const checksumLength = 6;

/** Characters of a prefix: printable ASCII, of which the letters are in one case with the rest of the text. */
const printable = /^[!-~]+$/;

/**
 * Reads a text of one case; the prefix comes back in lower case. Throws a SyntaxError for other characters, a wrong
 * checksum, or bits beyond the last byte that are not zero: one value has one text in each case.
 */
export function decodeBech32(text: string): Bech32 {
  const lower = text.toLowerCase();
  if (!printable.test(text) || (text !== lower && text !== text.toUpperCase())) {
    throw new SyntaxError("it is not printable ASCII in one case");
  }
  const split = lower.lastIndexOf("1");
  if (split < 1) throw new SyntaxError("it has no prefix");
  const prefix = lower.slice(0, split);
  const words = wordsOf(lower.slice(split + 1));
  if (words.length < checksumLength) throw new SyntaxError("it is too short to have a checksum");
  if (checksum([...expand(prefix), ...words]) !== 1) throw new SyntaxError("its checksum does not match");
  return { prefix, bytes: bytesOf(words.slice(0, -checksumLength)) };
}

function wordsOf(data: string): readonly number[] {
  const words = Array.from(data, (char) => alphabet.indexOf(char));
  if (words.includes(-1)) throw new SyntaxError("it has characters that no key has");
  return words;
}

/** BIP 173: the high bits of each character, a zero, the low bits. */
function expand(prefix: string): readonly number[] {
  const codes = Array.from(prefix, (char) => char.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** 1 when the last six words are the checksum of those before. */
function checksum(words: readonly number[]): number {
  let sum = 1;
  for (const word of words) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    for (const [bit, term] of generator.entries()) {
      if (((top >>> bit) & 1) === 1) sum ^= term;
    }
  }
  return sum;
}

/** Five bits to eight; fewer than five may be left, and those are zero. */
function bytesOf(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.floor((words.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const word of words) {
    held = ((held << 5) | word) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
  }
  if (bits >= 5 || (held & ((1 << bits) - 1)) !== 0) throw new SyntaxError("it ends in bits that belong to nothing");
  return bytes;
}
