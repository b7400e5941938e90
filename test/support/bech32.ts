/** Writes Bech32 (BIP 173), for tests of what reads it: the program itself reads only. */

const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** In lower case; `prefix` too. */
export function encodeBech32(prefix: string, bytes: Uint8Array): string {
  const words = wordsOf(bytes);
  const codes = [...prefix].map((char) => char.charCodeAt(0));
  const head = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = remainder([...head, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...words, ...check].map((word) => alphabet.charAt(word)).join("")}`;
}

function wordsOf(bytes: Uint8Array): readonly number[] {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((word) => Number.parseInt(word.padEnd(5, "0"), 2));
}

function remainder(words: readonly number[]): number {
  return words.reduce((sum, word) => {
    const next = ((sum & 0x1ffffff) << 5) ^ word;
    return generator.reduce((all, term, bit) => ((sum >>> (25 + bit)) & 1 ? all ^ term : all), next);
  }, 1);
}
