import { ftruncateSync, readSync } from "node:fs";
import { join } from "node:path";
import type { AuditLine } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { AuditEvent } from "../../domain/runtime.ts";
import { type AuditHead, firstPrev, maxLineBytes, parseAuditLine, readHead } from "../../evidence/audit.ts";
import { checkLog, type LogReport } from "../../evidence/check-log.ts";
import { leafHash } from "../../standards/merkle.ts";
import { sha256Hex } from "../../standards/sha256.ts";
import { createFile, makeDirectories, syncDirectory, syncFile } from "./durable.ts";
import { errnoOf } from "./errno.ts";
import { readPath } from "./open-file.ts";
import { refuseLink } from "./publish.ts";

/** Finds where the next line goes. Runs under the lock of the log. */

export type OpenLog = {
  readonly fd: number;
  /** Length of the log. */
  readonly bytes: number;
  /** Of the log and what belongs to it. */
  readonly directory: string;
  readonly head: Uint8Array | undefined;
};

export type LogEnd = {
  /** Number of the next line, and the leaf hash of the line before. */
  readonly seq: number;
  readonly prev: string;
  /** Offset of the next line; nothing stands behind it. */
  readonly bytes: number;
  /** What was mended and must be told in the log, without a time. */
  readonly recovered: readonly Omit<AuditEvent, "ts">[];
};

/** Holds the last two lines of any log that nothing happened to. */
const tailBytes = 4 * maxLineBytes;

const lineFeed = 0x0a;

/**
 * After a clean append the head names the last line, and two lines are all that is read. After a crash the whole
 * log is checked: complete lines past the head are adopted, a torn tail is moved to `torn/`, a lost head is replaced,
 * and the log tells. Throws INTEGRITY_LOG when a line does not chain or acknowledged lines are missing.
 */
export function findEnd(log: OpenLog): LogEnd {
  const head = claimOf(log.head);
  if (log.bytes === 0 && log.head === undefined) return { seq: 0, prev: firstPrev, bytes: 0, recovered: [] };
  return (head && quickEnd(log, head)) ?? checkedEnd(log, head);
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
  const tail = readAt(log.fd, Math.max(0, log.bytes - tailBytes), log.bytes);
  if (tail.at(-1) !== lineFeed) return undefined;
  const lastStart = tail.lastIndexOf(lineFeed, -2) + 1;
  const last = tail.subarray(lastStart, -1);
  const leaf = leafHash(last);
  const line = lineOrNothing(last);
  if (line?.seq !== head.size - 1 || leaf !== head.leaf) return undefined;
  if (line.prev !== leafBefore(tail, lastStart)) return undefined;
  return { seq: head.size, prev: leaf, bytes: log.bytes, recovered: [] };
}

/** Leaf hash of the line that ends where the last one starts. */
function leafBefore(tail: Uint8Array, lastStart: number): string {
  if (lastStart === 0) return firstPrev;
  const start = lastStart === 1 ? 0 : tail.lastIndexOf(lineFeed, lastStart - 2) + 1;
  return leafHash(tail.subarray(start, lastStart - 1));
}

function lineOrNothing(bytes: Uint8Array): AuditLine | undefined {
  try {
    return parseAuditLine(bytes);
  } catch {
    return undefined;
  }
}

function checkedEnd(log: OpenLog, head: AuditHead | undefined): LogEnd {
  const report = checkLog(readAt(log.fd, 0, log.bytes), head && log.head);
  refuseDamage(report, log.directory);
  const lost = head === undefined ? [headEvent(log.head, report.size)] : [];
  const end = { seq: report.size, prev: report.lastLeaf };
  if (report.torn === undefined) return { ...end, bytes: log.bytes, recovered: lost };
  const { offset, bytes } = report.torn;
  return { ...end, bytes: offset, recovered: [...lost, quarantine(log, offset, bytes)] };
}

function refuseDamage({ problems }: LogReport, directory: string): void {
  const [problem] = problems;
  if (problem === undefined) return;
  const { file, line, message } = problem;
  const place = line === undefined ? message : `line ${line} ${message}`;
  throw new FixopsError("INTEGRITY_LOG", `the audit log is damaged: ${place}`, {
    where: { file: join(directory, file), ...(line !== undefined && { line }) },
    hint: "keep the log as it is, find out who changed it, and restore it from a copy; nothing was appended",
  });
}

function headEvent(head: Uint8Array | undefined, size: number): Omit<AuditEvent, "ts"> {
  return {
    event: "log.recovered",
    data: { reason: head === undefined ? "head missing" : "head damaged", lines: size },
  };
}

/** Copies the bytes behind the last line away, durably, before they are cut off. */
function quarantine(log: OpenLog, offset: number, bytes: Uint8Array): Omit<AuditEvent, "ts"> {
  const digest = sha256Hex(bytes);
  const name = `torn/${digest.slice(0, 16)}.bin`;
  refuseLink(join(log.directory, "torn"));
  makeDirectories(join(log.directory, "torn"));
  createOrKeep(join(log.directory, name), bytes);
  syncDirectory(join(log.directory, "torn"));
  ftruncateSync(log.fd, offset);
  syncFile(log.fd);
  const data = { reason: "torn tail", offset, bytes: bytes.length };
  return { event: "log.recovered", subject: { [name]: digest }, data };
}

/** The same bytes may have been copied just before a crash; anything else under that name would lose them. */
function createOrKeep(path: string, bytes: Uint8Array): void {
  try {
    createFile(path, bytes);
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
    refuseLink(path);
    const there = readPath(path, { maxBytes: bytes.length, followSymlinks: false, streams: "refuse" });
    if (there === undefined || sha256Hex(there) !== sha256Hex(bytes)) throw error;
  }
}

/** Bytes `from` to `to` of the log; fewer when it is shorter. */
function readAt(fd: number, from: number, to: number): Uint8Array {
  const buffer = new Uint8Array(to - from);
  let length = 0;
  for (let got = 1; length < buffer.length && got > 0; length += got) {
    got = readSync(fd, buffer, length, buffer.length - length, from + length);
  }
  return buffer.subarray(0, length);
}
