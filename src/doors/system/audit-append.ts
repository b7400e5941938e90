import { closeSync, constants, fstatSync, ftruncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { AppendOptions, AuditEvent, AuditReceipt } from "../../domain/runtime.ts";
import { checkpointFile, headFile, logFile, maxLineBytes } from "../../evidence/audit.ts";
import { originOf, signCheckpoint } from "../../evidence/log-checkpoint.ts";
import { type AuditHead, advance, headText } from "../../evidence/log-head.ts";
import { type NewLines, newLines, proofOfLast } from "../../evidence/log-lines.ts";
import { leafHash } from "../../standards/merkle.ts";
import { assertContinues } from "./audit-checkpoint.ts";
import { findEnd, type LogEnd, type OpenLog } from "./audit-end.ts";
import { addHashes, cutHashes } from "./audit-hashes.ts";
import { openOwn, readAt, readOwn, type StagedFile, stage } from "./audit-own.ts";
import { quietly, syncData, syncDirectory } from "./durable.ts";
import { writeError } from "./errno.ts";
import { refuseLink } from "./publish.ts";
import { writeAll } from "./write-all.ts";

/** Adds lines to the log of one year. Runs under the lock of the log. */

/** A head is some hundred bytes long, and 66 more for each 1 in the binary digits of its size. */
export const maxHeadBytes = 4096;

/** Opens the log of a directory, finds its end and hands both to `work`. */
export function withEnd<T>(directory: string, work: (log: OpenLog, end: LogEnd) => T): T {
  const path = join(directory, logFile);
  const fd = openLog(directory, path);
  try {
    const head = readOwn(join(directory, headFile), maxHeadBytes);
    const log = { fd, bytes: fstatSync(fd).size, directory, head };
    return work(log, findEnd(log));
  } catch (error) {
    throw writeError(path, error);
  } finally {
    closeSync(fd);
  }
}

function openLog(directory: string, path: string): number {
  try {
    for (const name of [logFile, headFile, checkpointFile]) refuseLink(join(directory, name));
    return openOwn(path, constants.O_APPEND);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Leaf hash of the first line, in hex. */
export function firstLeafOf({ fd }: OpenLog): string {
  return leafHash(firstLineOf(fd));
}

/** The first line, without line feed. */
export function firstLineOf(fd: number): Uint8Array {
  const bytes = readAt(fd, 0, maxLineBytes + 1);
  return bytes.subarray(0, bytes.indexOf(lineFeed));
}

const lineFeed = 0x0a;

/**
 * Writes events behind what was recovered, and tells of the last. Each step is done before the next: lines durable, read
 * back and hashed again, hash levels, checkpoint beside its place, what the event tells of, checkpoint in its place, head.
 */
export function appendEvents(
  log: OpenLog,
  found: LogEnd,
  events: readonly AuditEvent[],
  { commit, logKey }: AppendOptions,
): AuditReceipt {
  const end = logKey && found.head.size > 0 ? assertContinues(found, log, originOf(firstLeafOf(log)), logKey) : found;
  const told = [...found.recovered, ...(end === found ? [] : end.recovered)];
  const ts = events.at(-1)?.ts ?? "";
  const recovered = newLines(
    told.map((one) => ({ ...one, ts })),
    end.head,
  );
  const added = newLines(events, recovered.head);
  const text = new TextEncoder().encode(recovered.text + added.text);
  writeLines(log.fd, text, end.head.offset);
  // What was recovered stays in the log, also when the events do not.
  orTakeBack(log, recovered.head, () => {
    assertWritten(log.fd, text, end.head, added.head);
    // Without a head the first append may not have come this far.
    if (end.head.size === 0 || told.length > 0) makeFindable(log.directory);
    addHashes(log.directory, [...recovered.hashes, ...added.hashes]);
    commitAll(log, added, { commit, logKey });
  });
  return { seq: added.head.size - 1, leaf: added.head.leaf };
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
function orTakeBack({ fd, directory }: OpenLog, before: AuditHead, work: () => void): void {
  try {
    work();
  } catch (error) {
    // The hashes first: levels that are too short are made anew without a word.
    cutHashes(directory, before.size);
    quietly(() => ftruncateSync(fd, before.offset));
    quietly(() => syncData(fd));
    throw error;
  }
}

/** One bit that changed on its way to the disk would be signed for ever: that has ended public logs. */
function assertWritten(fd: number, written: Uint8Array, before: AuditHead, after: AuditHead): void {
  const bytes = readAt(fd, before.offset, before.offset + written.length);
  let head = before;
  for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, end + 1)) {
    head = advance(head, bytes.subarray(head.offset - before.offset, end));
  }
  if (headText(head) === headText(after)) return;
  throw new FixopsError("INTEGRITY_LOG", "what was appended to the audit log is not what the disk gives back", {
    hint: "check the disk and the memory of this machine; the lines were taken back",
  });
}

/** A new file is only durable when its name is. */
function makeFindable(directory: string): void {
  syncDirectory(directory);
  syncDirectory(dirname(directory));
}

/**
 * A new head is not synced but for the first: after a power cut an older one is found, and the lines past it are adopted.
 * A checkpoint is: an empty one would stop the log. Once what the event tells of is done, the event stands.
 */
function commitAll(log: OpenLog, added: NewLines, { commit, logKey }: AppendOptions): void {
  const note = logKey && signCheckpoint(added.head, originOf(firstLeafOf(log)), logKey);
  const staged: StagedFile[] = [];
  const put = (name: string, text: string, isSynced: boolean) => {
    const file = stage(log.directory, name, new TextEncoder().encode(text), isSynced);
    staged.push(file);
    return file;
  };
  try {
    const head = put(headFile, headText(added.head), log.head === undefined);
    const checkpoint = note === undefined ? undefined : put(checkpointFile, note, true);
    const takeBack = commit?.(note === undefined ? undefined : proofOfLast(added, note));
    const failure = checkpoint && failureOf(checkpoint);
    // What cannot be taken back stands, with its line; the older checkpoint is true still.
    if (failure !== undefined && isUndone(commit, takeBack)) throw failure;
    // With an older head the next append finds the line.
    failureOf(head);
  } catch (error) {
    for (const file of staged) file.discard();
    throw error;
  }
}

/** Nothing was done, or it was taken back. */
function isUndone(commit: AppendOptions["commit"], takeBack: unknown): boolean {
  return commit === undefined || (typeof takeBack === "function" && takeBack() === true);
}

/** Puts a file in its place; why that failed. */
function failureOf(file: StagedFile): unknown {
  try {
    file.publish();
    return undefined;
  } catch (error) {
    return error;
  }
}
