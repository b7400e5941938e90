import { closeSync, copyFileSync, linkSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AuditEvent } from "../../domain/runtime.ts";
import { checkpointFile, headFile, logFile, readAuditLine } from "../../evidence/audit.ts";
import { originOf } from "../../evidence/log-checkpoint.ts";
import { emptyHead, headText } from "../../evidence/log-head.ts";
import { newLines } from "../../evidence/log-lines.ts";
import { type ClosedLog, closedYear, closingEvent, openingEvent, yearOf, yearOfLog } from "../../evidence/log-years.ts";
import { firstLeafOf, firstLineOf } from "./audit-append.ts";
import { checkedEnd, type LogEnd, type OpenLog } from "./audit-end.ts";
import { readHashes, rebuildHashes } from "./audit-hashes.ts";
import { foreign, readAt, readOwn, stage } from "./audit-own.ts";
import { makeDirectories, quietly, rename, syncDirectory, syncFile } from "./durable.ts";
import { entryAt } from "./entry.ts";
import { refuseLink } from "./publish.ts";

/**
 * Closes the log of a year and begins the next (`evidence/log-years.ts`), under the lock of the log. Whatever step a crash
 * comes between, the next append finds a log that ends in its closing line and does again what is not done.
 */

/** Where the logs of closed years stand, below the directory of the log. */
export const yearsFolder = "shards";

/** The line that closes the log when these events are of a later year; undefined when they are not. */
export function closingLine({ fd }: OpenLog, { last }: LogEnd, events: readonly AuditEvent[]): AuditEvent | undefined {
  const ts = events[0]?.ts;
  if (last === undefined || ts === undefined || yearOf(ts) <= yearOf(last.ts)) return undefined;
  const year = yearOfLog(readAuditLine(firstLineOf(fd)).read(), last);
  return yearOf(ts) > year ? closingEvent(year, ts) : undefined;
}

/**
 * Keeps a log that ends in its closing line under its year, and says what the next one must name. The directory of the
 * year appears whole: what a crash left beside it is thrown away.
 */
export function keepYear(log: OpenLog, year: string): ClosedLog {
  const { head, last } = checkedEnd({ ...log, head: undefined });
  if (last === undefined) throw new RangeError("a log without lines closes no year");
  const folder = join(log.directory, yearsFolder);
  const place = join(folder, year);
  refuseLink(folder);
  makeDirectories(folder);
  const closed = { head, origin: originOf(firstLeafOf(log)), last };
  if (entryAt(place)) {
    assertKept(log, place);
    return closed;
  }
  const building = join(folder, `.tmp-${year}`);
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  keepFile(log.directory, building, logFile);
  if (entryAt(join(log.directory, checkpointFile))) keepFile(log.directory, building, checkpointFile);
  rebuildHashes(building, readHashes(log.directory, 0, 0, head.size));
  stage(building, headFile, new TextEncoder().encode(headText(head)), true).publish();
  syncDirectory(building);
  rename(building, place);
  syncDirectory(folder);
  return closed;
}

/** The same bytes under another name; where the file system has no such names, a copy. */
function keepFile(from: string, to: string, name: string): void {
  const [source, target] = [join(from, name), join(to, name)];
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
    const fd = openSync(target, "r+");
    try {
      syncFile(fd);
    } finally {
      closeSync(fd);
    }
  }
}

/** A year is closed once: what stands there is this very log, from before a crash. */
function assertKept(log: OpenLog, place: string): void {
  const there = readOwn(join(place, logFile), log.bytes) ?? new Uint8Array();
  const ours = readAt(log.fd, 0, log.bytes);
  if (Buffer.compare(there, ours) !== 0) throw foreign(place, "is the log of another year of this name");
}

/**
 * Puts a log with one line, which names the closed one, in its place; nobody may have that open (Windows). Head and
 * checkpoint are of the closed log and go first: without them the closing line is all that counts.
 */
export function replaceLog(directory: string, closed: ClosedLog): void {
  const { text, head } = newLines([openingEvent(closed)], emptyHead);
  const next = stage(directory, logFile, new TextEncoder().encode(text), true);
  try {
    for (const name of [headFile, checkpointFile]) rmSync(join(directory, name), { force: true });
    syncDirectory(directory);
    next.publish();
    syncDirectory(directory);
    stage(directory, headFile, new TextEncoder().encode(headText(head)), false).publish();
  } catch (error) {
    quietly(next.discard);
    throw error;
  }
}

/** The year that a log is closed for; undefined while it is open. */
export function closedYearOf({ last }: LogEnd): string | undefined {
  return last && closedYear(last);
}
