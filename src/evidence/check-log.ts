import type { AuditLine } from "../domain/bundle.ts";
import { reasonOf } from "../domain/error.ts";
import { leafHash } from "../standards/merkle.ts";
import { type AuditHead, firstPrev, headFile, logFile, parseAuditLine, readHead } from "./audit.ts";

/** A line that can be read, and its leaf hash. */
export type LoggedLine = { readonly seq: number; readonly leaf: string; readonly line: AuditLine };

/** `line` is counted from 1; absent for the head and for what is not a line. */
export type LogProblem = { readonly file: string; readonly line?: number; readonly message: string };

export type LogReport = {
  readonly lines: readonly LoggedLine[];
  /** Complete lines, sound or not. */
  readonly size: number;
  /** Leaf hash of the last complete line; 64 zeros when there is none. */
  readonly lastLeaf: string;
  /** Damage, at most 20: nothing may be appended. */
  readonly problems: readonly LogProblem[];
  /** Bytes behind the last line feed: an append that was never acknowledged. No damage in itself. */
  readonly torn?: { readonly offset: number; readonly bytes: Uint8Array };
};

/** A list of faults that nobody reads to its end helps nobody. */
const maxProblems = 20;

const lineFeed = 0x0a;

/**
 * Reads a whole log, linear in its bytes: each line is exactly its canonical JSON, numbered without a gap, and
 * carries the leaf hash of the line before. Lines past the head are legal, since the head is written after them;
 * a head past the lines means that the log was cut. Never throws.
 */
export function checkLog(log: Uint8Array, head?: Uint8Array): LogReport {
  const lines: LoggedLine[] = [];
  const problems: LogProblem[] = [];
  const claimed = head === undefined ? undefined : claimOf(head, problems);
  let [offset, size, lastLeaf, headLeaf] = [0, 0, firstPrev, ""];
  for (let end = log.indexOf(lineFeed); end !== -1; end = log.indexOf(lineFeed, offset)) {
    const bytes = log.subarray(offset, end);
    const place = { seq: size, prev: lastLeaf };
    const leaf = leafHash(bytes);
    const line = readLine(bytes, place, problems);
    if (line !== undefined) lines.push({ seq: size, leaf, line });
    [offset, size, lastLeaf] = [end + 1, size + 1, leaf];
    if (size === claimed?.size) headLeaf = leaf;
  }
  if (claimed !== undefined) compareHead(claimed, { size, leaf: headLeaf }, problems);
  const torn = offset === log.length ? undefined : { offset, bytes: log.subarray(offset) };
  return { lines, size, lastLeaf, problems: problems.slice(0, maxProblems), ...(torn && { torn }) };
}

type Place = { readonly seq: number; readonly prev: string };

/** The line, also when it stands in the wrong place. */
function readLine(bytes: Uint8Array, place: Place, problems: LogProblem[]): AuditLine | undefined {
  const complain = (message: string) => note(problems, { file: logFile, line: place.seq + 1, message });
  try {
    const line = parseAuditLine(bytes);
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

function compareHead(claimed: AuditHead, found: AuditHead, problems: LogProblem[]): void {
  if (claimed.size > found.size) {
    const message = `the log has ${found.size} lines, its head counted ${claimed.size}: lines are missing`;
    note(problems, { file: logFile, message });
  } else if (claimed.leaf !== found.leaf) {
    const message = `line ${claimed.size} has the leaf hash ${found.leaf}, the head says ${claimed.leaf}`;
    note(problems, { file: headFile, message });
  }
}

/** Keeps the first problems; counting them all would need memory in the size of the damage. */
function note(problems: LogProblem[], problem: LogProblem): void {
  if (problems.length < maxProblems) problems.push(problem);
}
