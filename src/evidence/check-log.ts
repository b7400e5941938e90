import type { AuditLine } from "../domain/bundle.ts";
import { reasonOf } from "../domain/error.ts";

import { leafHash } from "../standards/merkle.ts";
import { headFile, logFile, readAuditLine } from "./audit.ts";
import { type AuditHead, emptyHead, readHead } from "./log-head.ts";
import { edgeAt, hashBytes, hashesAt, levelsOf, readIn } from "./log-levels.ts";
import type { PlainLine } from "./log-line.ts";

/** A line that can be read, and its leaf hash. */
export type LoggedLine = { readonly seq: number; readonly leaf: string; readonly line: AuditLine };

/** `line` is counted from 1; absent for the head and for what is not a line. */
export type LogProblem = {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  /** In what follows from the lines, which are sound: the next append makes it anew. */
  readonly isDerived?: true;
};

export type LogScan = {
  /** Complete lines, sound or not. */
  readonly size: number;
  /** Leaf hash of the last complete line; 64 zeros when there is none. */
  readonly lastLeaf: string;
  /** Of the complete lines. */
  readonly head: AuditHead;
  /** Leaf hashes of the complete lines, 32 bytes each. */
  readonly leaves: Uint8Array;
  /** The Merkle tree over the complete lines as it is stored; level 0 are the leaf hashes. */
  readonly levels: readonly Uint8Array[];
  /** Damage, at most 20: nothing may be appended. */
  readonly problems: readonly LogProblem[];
  /** Bytes behind the last line feed: an append that was never acknowledged. No damage in itself. */
  readonly torn?: { readonly offset: number; readonly bytes: Uint8Array };
};

export type LogReport = LogScan & { readonly lines: readonly LoggedLine[] };

/** Is told of each line that can be read, in order, also when it stands in the wrong place. */
export type Visit = (line: PlainLine, leaf: string, seq: number) => void;

/** A list of faults that nobody reads to its end helps nobody. */
const maxProblems = 20;

const lineFeed = 0x0a;

/** As `scanLog`, with the content of each line. @internal: tests read small logs with it. */
export function checkLog(log: Uint8Array, head?: Uint8Array): LogReport {
  const lines: LoggedLine[] = [];
  const scan = scanLog(log, head, (line, leaf, seq) => lines.push({ seq, leaf, line: line.read() }));
  return { ...scan, lines };
}

/**
 * Reads a whole log, linear in its bytes: each line is exactly its canonical JSON, numbered without a gap, and
 * carries the leaf hash of the line before. Lines past the head are legal, since the head is written after them;
 * a head past the lines means that the log was cut. Never throws.
 */
export function scanLog(log: Uint8Array, head?: Uint8Array, visit?: Visit): LogScan {
  const problems: LogProblem[] = [];
  const claimed = head === undefined ? undefined : claimOf(head, problems);
  const [leaves, textAt] = [makeLeaves(log), textsOf(log)];
  let here: End = emptyHead;
  let there: End | undefined;
  for (let end = log.indexOf(lineFeed); end !== -1; end = log.indexOf(lineFeed, here.offset)) {
    const bytes = log.subarray(here.offset, end);
    const leaf = leafHash(bytes);
    const line = readLine({ bytes, text: textAt(here.offset, end) }, { seq: here.size, prev: here.leaf }, problems);
    if (line !== undefined) visit?.(line, leaf, here.size);
    leaves.add(Uint8Array.fromHex(leaf));
    here = { size: here.size + 1, leaf, offset: end + 1 };
    if (here.size === claimed?.size) there = here;
  }
  const levels = levelsOf(leaves.all());
  const withEdge = (end: End) => ({ ...end, edge: edgeAt(end.size, hashesAt(readIn(levels))) });
  if (claimed !== undefined) compareHead(claimed, there && withEdge(there), here.size, problems);
  const torn = here.offset === log.length ? undefined : { offset: here.offset, bytes: log.subarray(here.offset) };
  return {
    size: here.size,
    lastLeaf: here.leaf,
    head: withEdge(here),
    leaves: leaves.all(),
    levels,
    problems,
    ...(torn && { torn }),
  };
}

/** A head without its tree, which is made at the end. */
type End = Omit<AuditHead, "edge">;

type Leaves = { readonly add: (hash: Uint8Array) => void; readonly all: () => Uint8Array };

/** The shortest line that chains has over 150 bytes; of others there may be more, and the room doubles. */
function makeLeaves(log: Uint8Array): Leaves {
  let bytes = new Uint8Array(hashBytes * (1 + Math.floor(log.length / shortestLine)));
  let length = 0;
  return {
    add: (hash) => {
      if (length === bytes.length) {
        const larger = new Uint8Array(2 * bytes.length);
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(hash, length);
      length += hashBytes;
    },
    all: () => bytes.subarray(0, length),
  };
}

const shortestLine = 150;

/** To decode a piece at a time is three times as fast as each line by itself. */
const pieceBytes = 64 * 1024;

/** One character for each byte, so that places are the same; what is not ASCII is not right. */
const decoder = new TextDecoder("latin1");

/** Gives the text of lines that stand one behind the other. */
function textsOf(log: Uint8Array): (start: number, end: number) => string {
  let [from, to, piece] = [0, 0, ""];
  return (start, end) => {
    if (end > to) {
      [from, to] = [start, Math.max(end, Math.min(log.length, start + pieceBytes))];
      piece = decoder.decode(log.subarray(from, to));
    }
    return piece.slice(start - from, end - from);
  };
}

type Place = { readonly seq: number; readonly prev: string };

type RawLine = { readonly bytes: Uint8Array; readonly text: string };

/** The line, also when it stands in the wrong place. */
function readLine({ bytes, text }: RawLine, place: Place, problems: LogProblem[]): PlainLine | undefined {
  const complain = (message: string) => note(problems, { file: logFile, line: place.seq + 1, message });
  try {
    const line = readAuditLine(bytes, text);
    if (line.seq !== place.seq) complain(`has the number ${line.seq}, expected ${place.seq}`);
    if (line.prev !== place.prev) complain(`does not chain: prev is ${line.prev}, the line before is ${place.prev}`);
    return line;
  } catch (error) {
    complain(reasonOf(error));
    return undefined;
  }
}

function claimOf(head: Uint8Array, problems: LogProblem[]): AuditHead | undefined {
  try {
    return readHead(head);
  } catch (error) {
    note(problems, { file: headFile, message: reasonOf(error) });
    return undefined;
  }
}

/** `found` is the log up to the line that the head names; undefined when it does not get there. */
function compareHead(claimed: AuditHead, found: AuditHead | undefined, size: number, problems: LogProblem[]): void {
  if (found === undefined) {
    const message = `the log has ${size} lines, its head counted ${claimed.size}: lines are missing`;
    note(problems, { file: logFile, message });
  } else if (claimed.leaf !== found.leaf) {
    const message = `line ${claimed.size} has the leaf hash ${found.leaf}, the head says ${claimed.leaf}`;
    note(problems, { file: headFile, message });
  } else if (claimed.offset !== found.offset || !isSameEdge(claimed, found)) {
    const message = `the lines up to ${claimed.size} have another length or Merkle tree than the head says`;
    note(problems, { file: headFile, message, isDerived: true });
  }
}

function isSameEdge(one: AuditHead, other: AuditHead): boolean {
  const texts = [one, other].map(({ edge }) => edge.map((hash) => hash.toHex()).join());
  return texts[0] === texts[1];
}

/** Keeps the first problems; counting them all would need memory in the size of the damage. */
function note(problems: LogProblem[], problem: LogProblem): void {
  if (problems.length < maxProblems) problems.push(problem);
}
