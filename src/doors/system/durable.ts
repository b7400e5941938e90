import { closeSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, renameSync, rmdirSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { entryAt } from "./entry.ts";
import { errnoOf } from "./errno.ts";
import { writeAll } from "./write-all.ts";

/** Steps that survive a crash. All throw the system's own errors; the caller names the path. */

/** Evidence names weaknesses of the product that it judges: nobody but its owner reads it. */
const fileMode = 0o600;
const directoryMode = 0o700;

/** Virus scanners and indexers on Windows hold new files for a moment. */
const renamePatienceMs = 10_000;
const renamePauseMs = 50;

const isWindows = process.platform === "win32";

/** Creates a file that must not exist, whole and synced; nothing is left of it when that fails. */
export function createFile(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, "wx", fileMode);
  try {
    writeAll(fd, bytes);
    syncFile(fd);
  } catch (error) {
    quietly(() => unlinkSync(path));
    throw error;
  } finally {
    closeSync(fd);
  }
}

/**
 * fsync; only an interruption is tried again, since after a failed fsync the next one may lie. On macOS the runtime
 * does not ask the drive to empty its cache (F_FULLFSYNC), so there this survives a crash but not a power cut.
 */
export function syncFile(fd: number): void {
  uninterrupted(() => fsyncSync(fd));
}

/** fdatasync, for appends: the new length is written, times need not be. */
export function syncData(fd: number): void {
  uninterrupted(() => fdatasyncSync(fd));
}

/** Makes names in a directory durable; Windows has no such call, some network file systems refuse it. */
export function syncDirectory(path: string): void {
  if (isWindows) return;
  const fd = openSync(path, "r");
  try {
    syncFile(fd);
  } catch (error) {
    if (errnoOf(error) !== "EINVAL") throw error;
  } finally {
    closeSync(fd);
  }
}

/** rename(2), repeated on Windows while somebody else has the file open. */
export function rename(from: string, to: string): void {
  for (let waited = 0; ; waited += renamePauseMs) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isBusy = isWindows && ["EPERM", "EACCES", "EBUSY"].includes(errnoOf(error) ?? "");
      if (!isBusy || waited >= renamePatienceMs) throw error;
      Bun.sleepSync(renamePauseMs);
    }
  }
}

/** Creates the missing directories of a path and makes them durable; gives those that were created, outermost first. */
export function makeDirectories(path: string): readonly string[] {
  // A link that points nowhere is there, too.
  if (entryAt(path)) return [];
  const created = [...makeDirectories(dirname(path))];
  try {
    mkdirSync(path, { mode: directoryMode });
    created.push(path);
    syncDirectory(dirname(path));
  } catch (error) {
    // Another process may have been faster.
    if (errnoOf(error) !== "EEXIST") throw undone(created, error);
  }
  return created;
}

/** Removes directories that are empty, innermost first; silent, since it only tidies up after a failure. */
export function removeEmpty(directories: readonly string[]): void {
  for (const directory of directories.toReversed()) quietly(() => rmdirSync(directory));
}

/** Runs what may fail while another failure is being reported. */
export function quietly(tidy: () => void): void {
  try {
    tidy();
  } catch {
    // The first failure is the one to tell.
  }
}

function undone(created: readonly string[], error: unknown): unknown {
  removeEmpty(created);
  return error;
}

function uninterrupted(sync: () => void): void {
  for (;;) {
    try {
      sync();
      return;
    } catch (error) {
      if (errnoOf(error) !== "EINTR") throw error;
    }
  }
}
