import { closeSync, constants, fstatSync, ftruncateSync, openSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { AuditEvent, AuditLog, AuditReceipt } from "../../domain/runtime.ts";
import { auditLine, headFile, headText, logFile } from "../../evidence/audit.ts";
import { leafHash } from "../../standards/merkle.ts";
import { findEnd, type LogEnd } from "./audit-end.ts";
import { makeDirectories, quietly, rename, syncData, syncDirectory } from "./durable.ts";
import { entryAt } from "./entry.ts";
import { writeError } from "./errno.ts";
import { withLock } from "./lock.ts";
import { readPath } from "./open-file.ts";
import { refuseLink } from "./publish.ts";
import { randomName } from "./random.ts";
import { writeAll } from "./write-all.ts";

/**
 * The audit log on disk (DESIGN §8): `audit.jsonl` is the truth, `head` is derived from it, `audit.lock.db` is only
 * ever locked, `torn/` keeps what a crash left behind the last complete line; all in `audit/` of the evidence directory.
 * An event is acknowledged after fdatasync and the new head; one that failed may still be in the log, never the reverse.
 */
export const auditFile: AuditLog = { append, read };

const auditDirectory = "audit";
const lockFile = "audit.lock.db";

/** A head is some hundred bytes long. */
const maxHeadBytes = 4096;

/** 1 GiB, some million runs: a larger file is planted to fill the memory of who verifies. */
const maxLogBytes = 2 ** 30;

/** Throws IO_* when the event cannot be made durable, INTEGRITY_LOG when the log is damaged: nothing is repaired then. */
function append(evidence: string, event: AuditEvent, commit?: () => void): AuditReceipt {
  const directory = join(evidence, auditDirectory);
  try {
    refuseLink(directory);
    makeDirectories(directory);
  } catch (error) {
    throw writeError(directory, error);
  }
  return withLock(join(directory, lockFile), () => appendLocked(directory, event, commit));
}

/**
 * Takes no lock: the head is read first, so that the lines are never behind it. Throws INTEGRITY_LOG for what the program
 * never makes there (a link, a pipe, a directory, a head or log of no sane size), IO_READ for what cannot be read.
 */
function read(evidence: string): { readonly log: Uint8Array; readonly head: Uint8Array | undefined } | undefined {
  const directory = join(evidence, auditDirectory);
  if (entryAt(directory)?.isSymbolicLink()) throw foreign(directory, "is a symbolic link");
  const head = readHeadFile(directory);
  const log = readOwn(join(directory, logFile), maxLogBytes);
  if (log === undefined && head === undefined) return undefined;
  return { log: log ?? new Uint8Array(), head };
}

function appendLocked(directory: string, event: AuditEvent, commit?: () => void): AuditReceipt {
  const path = join(directory, logFile);
  const fd = openLog(path);
  try {
    const end = findEnd({ fd, bytes: fstatSync(fd).size, directory, head: readHeadFile(directory) });
    const recovered = end.recovered.map((told) => ({ ...told, ts: event.ts }));
    const { text, before, receipt } = linesOf([...recovered, event], end);
    writeLines(fd, new TextEncoder().encode(text), end.bytes);
    // What was recovered stays in the log, also when the event does not.
    orTakeBack(fd, end.bytes + before, () => {
      // Without a head the first append may not have come this far.
      if (end.seq === 0 || end.recovered.length > 0) makeFindable(directory);
      commit?.();
      writeHead(directory, receipt);
    });
    return receipt;
  } catch (error) {
    throw writeError(path, error);
  } finally {
    closeSync(fd);
  }
}

function openLog(path: string): number {
  try {
    refuseLink(path);
    refuseLink(join(dirname(path), headFile));
    return openOwn(path);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** O_NOFOLLOW besides the look before, since a link may be planted in between. */
function openOwn(path: string): number {
  const noFollow = constants.O_NOFOLLOW ?? 0;
  const fd = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | noFollow, 0o600);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw foreign(path, "is no regular file");
}

/** The text to append, how many of its bytes stand before its last line, and where that line will stand. */
function linesOf(
  events: readonly AuditEvent[],
  end: LogEnd,
): { readonly text: string; readonly before: number; readonly receipt: AuditReceipt } {
  let text = "";
  let before = 0;
  let { seq, prev } = end;
  for (const event of events) {
    const line = auditLine(event, { seq, prev });
    before = new TextEncoder().encode(text).length;
    text += `${line}\n`;
    prev = leafHash(new TextEncoder().encode(line));
    seq++;
  }
  return { text, before, receipt: { seq: seq - 1, leaf: prev } };
}

/** A line that was written in part is taken back; one that could not be synced stays, unacknowledged. */
function writeLines(fd: number, bytes: Uint8Array, before: number): void {
  try {
    writeAll(fd, bytes);
  } catch (error) {
    quietly(() => ftruncateSync(fd, before));
    throw error;
  }
  syncData(fd);
}

/** A killed process leaves a line for what never came about; one that fails takes its line back. */
function orTakeBack(fd: number, before: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    quietly(() => ftruncateSync(fd, before));
    quietly(() => syncData(fd));
    throw error;
  }
}

/** A new file is only durable when its name is. */
function makeFindable(directory: string): void {
  syncDirectory(directory);
  syncDirectory(dirname(directory));
}

/** Not synced: after a power cut an older head is found, and the lines past it are adopted. */
function writeHead(directory: string, { seq, leaf }: AuditReceipt): void {
  const path = join(directory, headFile);
  // A name that nobody can have planted, and O_EXCL: a link there is not written through.
  const temporary = join(directory, `.tmp-${headFile}-${randomName()}`);
  try {
    writeNew(temporary, new TextEncoder().encode(headText({ size: seq + 1, leaf })));
    rename(temporary, path);
  } catch (error) {
    quietly(() => unlinkSync(temporary));
    throw error;
  }
}

function writeNew(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, "wx", 0o600);
  try {
    writeAll(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

function readHeadFile(directory: string): Uint8Array | undefined {
  return readOwn(join(directory, headFile), maxHeadBytes);
}

function readOwn(path: string, maxBytes: number): Uint8Array | undefined {
  const stat = entryAt(path);
  if (stat?.isSymbolicLink()) throw foreign(path, "is a symbolic link");
  if (stat && !stat.isFile()) throw foreign(path, "is no regular file");
  if (stat && stat.size > maxBytes) throw foreign(path, `has ${stat.size} bytes`);
  return readPath(path, { maxBytes, followSymlinks: false, streams: "refuse" });
}

function foreign(path: string, what: string): FixopsError {
  return new FixopsError("INTEGRITY_LOG", `${path} ${what}, which is not how a run leaves it`, {
    where: { file: path },
    hint: "keep it as it is, find out who put it there, and restore the log from a copy",
  });
}
