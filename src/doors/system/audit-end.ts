import { ftruncateSync } from "node:fs";
import { join } from "node:path";
import type { AuditLine } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { AuditEvent } from "../../domain/runtime.ts";
import { checkpointFile, firstPrev, maxLineBytes, readAuditLine } from "../../evidence/audit.ts";
import { type LogProblem, scanLog } from "../../evidence/check-log.ts";
import { maxCheckpointBytes, openCheckpoint } from "../../evidence/log-checkpoint.ts";
import { type AuditHead, emptyHead, readHead } from "../../evidence/log-head.ts";
import type { PlainLine } from "../../evidence/log-line.ts";
import { openedEvent } from "../../evidence/log-years.ts";
import { decisionEvent, neverFinished, recoveredEvent } from "../../evidence/run-lines.ts";
import { leafHash } from "../../standards/merkle.ts";
import { areHashesCurrent, areHashesThere, rebuildHashes } from "./audit-hashes.ts";
import { readAt, readOwn } from "./audit-own.ts";
import { setAside } from "./audit-torn.ts";
import { syncFile } from "./durable.ts";
import { entryAt } from "./entry.ts";

/** Finds where the next line goes. Runs under the lock of the log. */

export type OpenLog = {
  readonly fd: number;
  /** Length of the log. */
  readonly bytes: number;
  /** Of the log and what belongs to it. */
  readonly directory: string;
  readonly head: Uint8Array | undefined;
};

/** What was mended and must be told in the log, without a time. */
export type Recovered = Omit<AuditEvent, "ts">;

export type LogEnd = {
  /** Nothing stands behind it, and the hash levels are there for its lines. */
  readonly head: AuditHead;
  /** Content of the last line. */
  readonly last: AuditLine | undefined;
  readonly recovered: readonly Recovered[];
  /** True when every line was read, and not only the last two. */
  readonly isChecked: boolean;
};

/** Holds the last two lines of any log that nothing happened to. */
const tailBytes = 4 * maxLineBytes;

const lineFeed = 0x0a;

/**
 * After a clean append the head names the last line, and two lines are all that is read. After a crash the whole
 * log is checked: complete lines past the head are adopted, a torn tail is moved to `torn/`, what is derived and was lost
 * or does not fit is made anew, and the log tells. Throws INTEGRITY_LOG when a line does not chain or acknowledged lines are
 * missing.
 */
export function findEnd(log: OpenLog): LogEnd {
  if (log.bytes === 0 && log.head === undefined) {
    return { head: emptyHead, last: undefined, recovered: [], isChecked: true };
  }
  const claim = claimOf(log.head);
  return (claim && quickEnd(log, claim)) ?? checkedEnd(log);
}

function claimOf(head: Uint8Array | undefined): AuditHead | undefined {
  try {
    return head && readHead(head);
  } catch {
    return undefined;
  }
}

/** Undefined when there is anything to look at more closely. */
function quickEnd(log: OpenLog, head: AuditHead): LogEnd | undefined {
  if (head.offset !== log.bytes) return undefined;
  const tail = readAt(log.fd, Math.max(0, log.bytes - tailBytes), log.bytes);
  if (tail.at(-1) !== lineFeed) return undefined;
  const lastStart = tail.lastIndexOf(lineFeed, -2) + 1;
  const last = tail.subarray(lastStart, -1);
  const line = lineOrNothing(last);
  if (line?.seq !== head.size - 1 || leafHash(last) !== head.leaf) return undefined;
  if (line.prev !== leafBefore(tail, lastStart) || !areHashesCurrent(log.directory, head)) return undefined;
  return { head, last: line.read(), recovered: [], isChecked: false };
}

/** Leaf hash of the line that ends where the last one starts. */
function leafBefore(tail: Uint8Array, lastStart: number): string {
  if (lastStart === 0) return firstPrev;
  const start = lastStart === 1 ? 0 : tail.lastIndexOf(lineFeed, lastStart - 2) + 1;
  return leafHash(tail.subarray(start, lastStart - 1));
}

function lineOrNothing(bytes: Uint8Array): PlainLine | undefined {
  try {
    return readAuditLine(bytes);
  } catch {
    return undefined;
  }
}

/** As `findEnd`, with every line of the log read. */
export function checkedEnd(log: OpenLog): LogEnd {
  const claim = claimOf(log.head);
  let line: PlainLine | undefined;
  const unfinished: AuditLine[] = [];
  const acknowledged = acknowledgedLines(log.directory, claim);
  const scan = scanLog(readAt(log.fd, 0, log.bytes), claim && log.head, (one) => {
    line = one;
    if (one.seq >= acknowledged) unfinished.push(one.read());
  });
  refuseDamage(
    scan.problems.filter(({ isDerived }) => !isDerived),
    log.directory,
  );
  const last = line?.read();
  const headLoss = scan.problems.length > 0 ? "head damaged" : lossOf(log.head, claim);
  // Past the head nobody knows yet what the levels are to be.
  const hashLoss = headLoss === undefined && claim?.size === scan.size ? hashLossOf(log, scan.head) : undefined;
  // A log that begins with the year has no head for a moment.
  const isNew = scan.size === 1 && last?.event === openedEvent;
  const losses = isNew ? [] : [headLoss, hashLoss].filter((loss) => loss !== undefined);
  const recovered = losses.map((loss) => recoveryEvent(loss, scan.size));
  if (scan.torn !== undefined) recovered.push(quarantine(log, scan.torn));
  // Without a head and a checkpoint nobody knows which lines are: a longer log lost them, and excuses nothing.
  const isKnown = claim !== undefined || acknowledged > 0 || scan.size === 1;
  if (isKnown) recovered.push(...unfinished.filter((one) => !isThere(log.directory, one)).map(unfinishedEvent));
  rebuildHashes(log.directory, scan.leaves);
  return { head: scan.head, last, recovered, isChecked: true };
}

/**
 * How many lines told of what came about: those that the head or the checkpoint counts, which both follow it. A run that is
 * missing behind such a line was removed, and no crash excuses that. Where neither is there, only a first line is open.
 */
function acknowledgedLines(directory: string, head: AuditHead | undefined): number {
  const note = readOwn(join(directory, checkpointFile), maxCheckpointBytes);
  if (note === undefined) return head?.size ?? 0;
  try {
    return Math.max(head?.size ?? 0, openCheckpoint(note).size);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function refuseDamage([problem]: readonly LogProblem[], directory: string): void {
  if (problem === undefined) return;
  const { file, line, message } = problem;
  const place = line === undefined ? message : `line ${line} ${message}`;
  throw new FixopsError("INTEGRITY_LOG", `the audit log is damaged: ${place}`, {
    where: { file: join(directory, file), ...(line !== undefined && { line }) },
    hint: "keep the log as it is, find out who changed it, and restore it from a copy; nothing was appended",
  });
}

function lossOf(head: Uint8Array | undefined, claim: AuditHead | undefined): string | undefined {
  if (head === undefined) return "head missing";
  return claim === undefined ? "head damaged" : undefined;
}

function hashLossOf({ directory }: OpenLog, head: AuditHead): string | undefined {
  if (areHashesCurrent(directory, head)) return undefined;
  return areHashesThere(directory) ? "hashes damaged" : "hashes missing";
}

function recoveryEvent(reason: string, lines: number): Recovered {
  return { event: recoveredEvent, data: { reason, lines } };
}

/** Whether what a line tells of came about; only that a run was made can be seen here. */
function isThere(directory: string, { data, event, run }: AuditLine): boolean {
  const mode = data?.["mode"];
  if (event !== decisionEvent || run === undefined || typeof mode !== "string") return true;
  return entryAt(join(directory, "..", mode, run)) !== undefined;
}

/** A crash between the line and the run: whoever makes the run again has other bytes when they are encrypted. */
function unfinishedEvent({ run, seq }: AuditLine): Recovered {
  return { event: recoveredEvent, ...(run !== undefined && { run }), data: { reason: neverFinished, line: seq } };
}

/** Moves the bytes behind the last line away, durably, before they are cut off. */
function quarantine(
  log: OpenLog,
  { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array },
): Recovered {
  const { name, digest } = setAside(log.directory, bytes);
  ftruncateSync(log.fd, offset);
  syncFile(log.fd);
  return {
    event: recoveredEvent,
    subject: { [name]: digest },
    data: { reason: "torn tail", offset, bytes: bytes.length },
  };
}
