import { findJsonFault, type JsonFault } from "./json-fault.ts";
import { readString, skipSpace } from "./json-token.ts";

/** What one pass over the bytes of a JSON text tells before it is parsed. */
export type JsonScan = {
  /** Deepest nesting of arrays and objects; 0 for a scalar. */
  readonly depth: number;
  /** Names in all objects, duplicates included: the colons outside strings. */
  readonly keys: number;
};

/** A parsed text, or the first place where it stops being JSON. */
export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: JsonFault };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;

/** Is told of the structure down to a depth: bytes where containers open and close, and commas between members. */
type Follower = {
  readonly depth: number;
  readonly opens: (at: number) => void;
  readonly comma: (at: number) => void;
  readonly closes: (at: number) => void;
};

const nobody: Follower = { depth: 0, opens: () => {}, comma: () => {}, closes: () => {} };

/**
 * Measures UTF-8 bytes of JSON in one pass, before anything recursive touches them; does not validate.
 * Throws a RangeError with the byte offset where nesting passes `maxDepth`.
 */
export function scanJson(bytes: Uint8Array, maxDepth = 128, follower = nobody): JsonScan {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const nest = { depth: 0, deepest: 0, maxDepth };
  let keys = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) i = closingQuote(bytes, i + 1, words);
    else if (byte === COLON) keys++;
    else if (byte === COMMA && nest.depth <= follower.depth) follower.comma(i);
    else if (nesting(byte) !== 0) passBracket(nest, nesting(byte), i, follower);
  }
  return { depth: nest.deepest, keys };
}

type Nest = { depth: number; deepest: number; readonly maxDepth: number };

function passBracket(nest: Nest, step: number, at: number, follower: Follower): void {
  if (step < 0 && nest.depth <= follower.depth) follower.closes(at);
  nest.depth += step;
  if (nest.depth > nest.deepest) nest.deepest = admitDepth(nest.depth, nest.maxDepth, at);
  if (step > 0 && nest.depth <= follower.depth) follower.opens(at);
}

/** Offset of the quote that ends the string whose content starts at `start`, or the end of the bytes. */
function closingQuote(bytes: Uint8Array, start: number, words: DataView): number {
  let i = start;
  while (i < bytes.length) {
    while (i + 4 <= bytes.length && !mayEndString(words.getInt32(i, true))) i += 4;
    const byte = bytes[i];
    if (byte === QUOTE) return i;
    i += byte === BACKSLASH ? 2 : 1;
  }
  return i;
}

/**
 * Whether one of four bytes is a quote or a backslash: a byte is zero when taking one from it borrows (Warren, Hacker's
 * Delight, §6-1). Half of a report are strings, and four bytes at a time take two thirds of the time.
 */
function mayEndString(word: number): boolean {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  return ((((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash)) & 0x80808080) !== 0;
}

/** +1 for `{` and `[`, −1 for `}` and `]`, else 0. */
function nesting(byte: number | undefined): number {
  if (byte === 0x7b || byte === 0x5b) return 1;
  return byte === 0x7d || byte === 0x5d ? -1 : 0;
}

function admitDepth(depth: number, maxDepth: number, offset: number): number {
  if (depth > maxDepth) throw new RangeError(`nested deeper than ${maxDepth} levels at byte offset ${offset}`);
  return depth;
}

/** RFC 8259 text to a value with the runtime's parser; a text that is not JSON gives its first fault. */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    // The runtime's messages carry no place, so the text is read again, slowly.
    return { ok: false, fault: findJsonFault(text) ?? refusal(error) };
  }
}

/** The runtime refused a text that has no fault: it ran out of stack or memory. */
function refusal(error: unknown): JsonFault {
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: "syntax", line: 1, column: 1, offset: 0, detail: `the parser gave up: ${reason}` };
}

/**
 * The values of JSON Lines or of JSON values set end to end; undefined when anything in the text is no JSON.
 * Only objects and lists may be side by side, so that no broken report passes for several.
 * Throws a RangeError for more than `maxValues`.
 */
export function parseJsonStream(text: string, maxValues: number): readonly unknown[] | undefined {
  const values: unknown[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const end = endOfContainer(text, at);
    if (end === undefined) return undefined;
    if (values.length === maxValues) throw new RangeError(`the text holds more than ${maxValues} JSON values`);
    try {
      values.push(JSON.parse(text.slice(at, end)));
    } catch {
      return undefined;
    }
    at = skipSpace(text, end);
  }
  return values;
}

/** Offset after the bracket that closes the one at `at`; undefined when there is none, or none that closes. */
function endOfContainer(text: string, at: number): number | undefined {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = readString(text, i).end - 1;
    else depth += nesting(code);
    if (depth === 0) return code === QUOTE || nesting(code) === 0 ? undefined : i + 1;
  }
  return undefined;
}
