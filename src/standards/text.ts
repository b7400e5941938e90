import { syntaxErrorAt } from "./position.ts";

/** The encodings that `decodeText` accepts, as it found them. */
export type TextEncoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be";

/** A decoded file: its text without the byte order mark, and how it was encoded. */
export type DecodedText = { readonly text: string; readonly encoding: TextEncoding };

/** Bytes looked at when guessing UTF-16 without a mark; a power of two, enough for a header line. */
const SAMPLE_BYTES = 256;

/**
 * Bytes to text. UTF-8 (RFC 3629) is strict and one byte order mark is stripped; UTF-16 (RFC 2781) is read
 * only when it carries a mark, as the files that PowerShell writes do.
 * Throws a SyntaxError (its place in bytes: `positionOf`) for anything else, UTF-16 without a mark included.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (startsWith(bytes, [0xff, 0xfe])) return { text: decodeUtf16(bytes, "utf-16le"), encoding: "utf-16le" };
  if (startsWith(bytes, [0xfe, 0xff])) return { text: decodeUtf16(bytes, "utf-16be"), encoding: "utf-16be" };
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return { text: decodeUtf8(bytes, 3), encoding: "utf-8-bom" };
  return { text: decodeUtf8(bytes, 0), encoding: "utf-8" };
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function decodeUtf8(bytes: Uint8Array, start: number): string {
  const guess = guessUtf16(bytes);
  if (guess !== undefined) {
    const message = `the text looks like ${guess} without a byte order mark; expected UTF-8, or UTF-16 with the mark`;
    throw syntaxErrorAt(message, { line: 1, column: 1, offset: 0 });
  }
  const body = start === 0 ? bytes : bytes.subarray(start);
  const text = decodeNative(body, "utf-8");
  if (text === undefined) throw invalidUtf8(bytes, start + utf8ErrorOffset(body));
  return text;
}

function decodeUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): string {
  const name = encoding.toUpperCase();
  const end = { line: 1, column: 1, offset: bytes.length };
  if (bytes.length % 2 === 1) throw syntaxErrorAt(`the ${name} text has an odd number of bytes: ${bytes.length}`, end);
  if (encoding === "utf-16le" && bytes.length >= 4 && bytes[2] === 0 && bytes[3] === 0) {
    throw syntaxErrorAt("the text is UTF-32; expected UTF-8, or UTF-16 with a byte order mark", end);
  }
  const text = decodeNative(bytes.subarray(2), encoding);
  if (text === undefined) throw syntaxErrorAt(`the ${name} text holds half of a surrogate pair`, end);
  return text;
}

/** The runtime's decoder; undefined when the bytes are not in that encoding. */
function decodeNative(bytes: Uint8Array, encoding: "utf-8" | "utf-16le" | "utf-16be"): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** ASCII in UTF-16 is valid UTF-8 with a NUL in every second place, so it must be told by that. */
function guessUtf16(bytes: Uint8Array): "UTF-16LE" | "UTF-16BE" | undefined {
  const pairs = Math.min(bytes.length, SAMPLE_BYTES) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (odd > 0 && even === 0 && odd * 2 >= pairs) return "UTF-16LE";
  if (even > 0 && odd === 0 && even * 2 >= pairs) return "UTF-16BE";
  return undefined;
}

function invalidUtf8(bytes: Uint8Array, offset: number): SyntaxError {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1 && end < offset; end = bytes.indexOf(0x0a, start)) {
    line++;
    start = end + 1;
  }
  const byte = bytes[offset];
  const found = byte === undefined ? "the end of the file" : `0x${byte.toString(16).padStart(2, "0")}`;
  const message = `the text is not UTF-8 from byte offset ${offset} (line ${line}) on, where ${found} stands`;
  return syntaxErrorAt(message, { line, column: offset - start + 1, offset });
}

/** Offset of the first byte that starts no well-formed sequence (Unicode 15 table 3-7). */
function utf8ErrorOffset(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    if (length === 0) return offset;
    offset += length;
  }
  return offset;
}

/** Length of the well-formed sequence at `offset`, or 0. */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0;
  if (lead < 0x80) return 1;
  const length = lengthByLead(lead);
  const [low, high] = secondByteRange(lead);
  const second = bytes[offset + 1] ?? 0;
  if (length === 0 || second < low || second > high) return 0;
  for (let i = 2; i < length; i++) {
    if (((bytes[offset + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function lengthByLead(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** Narrower after E0, ED, F0 and F4: no overlong forms, no surrogates, nothing above U+10FFFF. */
function secondByteRange(lead: number): readonly [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  return lead === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}
