import { type LongList, type Piece, scanLongLists } from "../standards/json-lists.ts";
import { field, isObject } from "../standards/wire.ts";
import { mendHalfPairs } from "./half-pairs.ts";
import { lazyList } from "./lazy-list.ts";
import { surveyNames } from "./names.ts";

/** A JSON document whose long lists are parsed while they are read. */
export type Pieces = {
  readonly value: unknown;
  /** Patterns of the lists that are. */
  readonly long: readonly string[];
  /**
   * Parses what nobody has asked for yet, and tells whether no name of the whole text is repeated or reserved and no
   * character cut off. Throws a SyntaxError when the text is no JSON.
   */
  readonly isClean: () => boolean;
};

/** What all pieces came to that were parsed for the first time. */
type Seen = { names: number; isOdd: boolean };

/**
 * UTF-8 bytes with long lists at `patterns`; undefined when there are none. Parsed whole, a report takes four to five
 * times its size; in pieces, what has been read can go. Measured on a SARIF log of 194 MB: the peak is 3.8 instead of 4.8
 * times the input, and where memory is tight (1 GB) 2.7 times in half of the time.
 * Throws a SyntaxError, TypeError or RangeError, here and from the lists, for whatever is wrong; `parse` tells where.
 */
export function parsePieces(bytes: Uint8Array, patterns: ReadonlySet<string>, maxDepth: number): Pieces | undefined {
  const { lists, keys } = scanLongLists(bytes, maxDepth, patterns);
  if (lists.length === 0) return undefined;
  const seen: Seen = { names: 0, isOdd: false };
  const value = surveyed(parseText(withoutLists(bytes, lists)), seen);
  const opened = lists.map((list) => openList(list, bytes, seen));
  for (const { list, elements } of opened) place(value, list.path, elements);
  return {
    value,
    long: lists.map(({ pattern }) => pattern),
    isClean: () => {
      for (const { finish } of opened) finish();
      return seen.names === keys && !seen.isOdd;
    },
  };
}

type Opened = { readonly list: LongList; readonly elements: readonly unknown[]; readonly finish: () => void };

function openList(list: LongList, bytes: Uint8Array, seen: Seen): Opened {
  const { pieces, length } = list;
  const frame = { bytes: new Uint8Array(frameBytes) };
  const isNew = pieces.map(() => true);
  let last = -1;
  const load = (number: number) => {
    const piece = pieces[number];
    if (piece === undefined) throw new RangeError(`the list has no piece ${number}`);
    const parsed = parseText(decode(framed(bytes, piece, frame)));
    if (isNew[number]) surveyed(parsed, seen);
    isNew[number] = false;
    last = number;
    return { first: piece.first, elements: elementsOf(parsed, piece) };
  };
  return {
    list,
    elements: lazyList(length, (index) => load(pieceWith(index, pieces, last + 1))),
    finish: () => {
      for (const [number, isUnread] of isNew.entries()) if (isUnread) load(number);
    },
  };
}

/** Number of the piece that holds an element: mostly the next one. */
function pieceWith(index: number, pieces: readonly Piece[], next: number): number {
  return pieces[next]?.first === index ? next : pieces.findLastIndex(({ first }) => first <= index);
}

type Parsed = { readonly value: unknown; readonly halfPairs: number };

function parseText(text: string): Parsed {
  const mended = mendHalfPairs(text);
  return { value: JSON.parse(mended.text), halfPairs: mended.count };
}

/** The value, when its names and characters have been noted. */
function surveyed({ value, halfPairs }: Parsed, seen: Seen): unknown {
  const names = surveyNames(value);
  seen.names += names.total;
  seen.isOdd ||= names.hasReserved || halfPairs > 0;
  return value;
}

/** Pieces that are lists of JSON, of as many elements as the scan counted, are one when they are joined. */
function elementsOf({ value }: Parsed, { count }: Piece): readonly unknown[] {
  if (Array.isArray(value) && value.length === count) return value;
  throw new SyntaxError(`a piece of the list is not ${count} JSON values`);
}

/** A buffer that serves one piece after the other, and is made larger when one does not fit. */
type Frame = { bytes: Uint8Array };

/** Holds nearly every piece. */
const frameBytes = 256 * 1024;

const LIST = 0x5b;
const LIST_END = 0x5d;

/**
 * The bytes of a piece between brackets. Brackets put around the decoded text would make it a text of three parts, and
 * joining those takes a third of the time of parsing them.
 */
function framed(bytes: Uint8Array, { start, end }: Piece, frame: Frame): Uint8Array {
  const length = end - start + 2;
  if (frame.bytes.length < length) frame.bytes = new Uint8Array(length);
  frame.bytes[0] = LIST;
  frame.bytes.set(bytes.subarray(start, end), 1);
  frame.bytes[length - 1] = LIST_END;
  return frame.bytes.subarray(0, length);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The text with each long list empty. */
function withoutLists(bytes: Uint8Array, lists: readonly LongList[]): string {
  let text = "";
  let from = 0;
  for (const { pieces } of lists) {
    text += decode(bytes.subarray(from, pieces[0]?.start));
    from = pieces.at(-1)?.end ?? from;
  }
  return text + decode(bytes.subarray(from));
}

/** Puts the elements where the text without lists has an empty one. */
function place(document: unknown, path: LongList["path"], elements: readonly unknown[]): void {
  const last = path.at(-1);
  let holder = document;
  for (const step of path.slice(0, -1)) holder = memberAt(holder, step);
  const empty = typeof last === "string" ? field(holder, last) : undefined;
  if (!isObject(holder) || last === undefined || !Array.isArray(empty) || empty.length > 0)
    throw new SyntaxError("the list does not stand where the scan saw it");
  Reflect.set(holder, last, elements);
}

function memberAt(holder: unknown, step: string | number): unknown {
  if (typeof step === "string") return field(holder, step);
  return Array.isArray(holder) ? holder[step] : undefined;
}
