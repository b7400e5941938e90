import { mkdirSync, rmSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { NamedBytes, TakeBack } from "../../domain/runtime.ts";
import { manifestFile } from "../../evidence/bundle.ts";
import { createFile, makeDirectories, quietly, removeEmpty, rename, syncDirectory } from "./durable.ts";
import { entryAt } from "./entry.ts";
import { errnoOf, writeError } from "./errno.ts";
import { randomName } from "./random.ts";

/**
 * A run directory appears whole or not at all: it is built beside its place under a name with a leading `.tmp-`,
 * synced, and renamed. What a killed process leaves under such a name is no run, and readers pass it over.
 */

/** An empty probe would fit on a full disk; one block does not. */
const probeBytes = new Uint8Array(4096);

const occupied = new Set(["ENOTEMPTY", "EEXIST", "ENOTDIR", "EISDIR"]);

/**
 * `record` runs when all files are safe on disk: what must not be missing for a visible run is done there, around the
 * step that makes it visible (under the lock of the log: of several runs with one id one is recorded).
 * Throws IO_EXISTS when the directory is there, in whatever state, IO_* when it cannot be built, and what `record`
 * throws; then the directory and the parents that were created for it are gone.
 */
export function publish(
  directory: string,
  files: readonly NamedBytes[],
  record?: (makeVisible: (more?: readonly NamedBytes[]) => TakeBack) => void,
): void {
  const parent = dirname(directory);
  refuseOccupied(directory, parent);
  let created: readonly string[] = [];
  let isVisible = false;
  let unsynced: unknown;
  const makeVisible = (more: readonly NamedBytes[] = []) => {
    if (more.length > 0) fill(temporary, more);
    unsynced = moveInto(temporary, directory);
    isVisible = true;
    return () => {
      isVisible = !succeeds(() => rename(directory, temporary));
      return !isVisible;
    };
  };
  const temporary = join(parent, `.tmp-${basename(directory)}-${randomName()}`);
  try {
    created = makeDirectories(parent);
    build(temporary, files);
    record?.(makeVisible);
    if (!isVisible) makeVisible();
  } catch (error) {
    if (isVisible) quietly(() => rename(directory, temporary));
    quietly(() => rmSync(temporary, { recursive: true, force: true }));
    removeEmpty(created);
    if (occupied.has(errnoOf(error) ?? "") && entryAt(directory)) throw existsError(directory);
    throw writeError(directory, error);
  }
  // It could not be taken back, and what was recorded of it stands; only that it lasts is not sure.
  if (unsynced !== undefined) throw writeError(directory, unsynced);
}

/**
 * Finds out before any work whether something can be written below a directory: writes a block and removes it
 * again, in the directory or its nearest ancestor that exists. Throws IO_FULL, IO_PERMISSION or IO_WRITE.
 */
export function assertWritable(directory: string): void {
  try {
    const probe = join(nearestExisting(directory), `.tmp-probe-${randomName()}`);
    createFile(probe, probeBytes);
    unlinkSync(probe);
  } catch (error) {
    throw writeError(directory, error);
  }
}

/** IO_WRITE when a level of the evidence layout itself is a link: it would lead the evidence elsewhere. */
export function refuseLink(directory: string): void {
  if (!entryAt(directory)?.isSymbolicLink()) return;
  throw new FixopsError("IO_WRITE", `cannot write below ${directory}: it is a symbolic link`, {
    where: { file: directory },
    hint: "remove the link, or name the evidence directory that it points to",
  });
}

function nearestExisting(directory: string): string {
  const parent = dirname(directory);
  return entryAt(directory) !== undefined || parent === directory ? directory : nearestExisting(parent);
}

function refuseOccupied(directory: string, parent: string): void {
  try {
    refuseLink(parent);
    // rename(2) replaces an empty directory without a word, so it is looked for first.
    if (entryAt(directory)) throw existsError(directory);
  } catch (error) {
    throw writeError(directory, error);
  }
}

/** A new directory with these files, whole and synced. Throws the system's own errors. */
export function build(temporary: string, files: readonly NamedBytes[]): void {
  mkdirSync(temporary, { mode: 0o700 });
  fill(temporary, files);
}

/** Adds files to a directory that nobody sees yet, and syncs it. */
export function fill(temporary: string, files: readonly NamedBytes[]): void {
  // The manifest goes last: a directory without one is no run.
  const last = files.filter(({ name }) => name === manifestFile);
  const others = files.filter(({ name }) => name !== manifestFile);
  for (const file of [...others, ...last]) {
    if (basename(file.name) !== file.name)
      throw new RangeError(`a file name without a path was expected, got ${file.name}`);
    createFile(join(temporary, file.name), file.bytes);
  }
  syncDirectory(temporary);
}

/**
 * When the new name cannot be made durable it is taken back, so that a failure leaves no run. When not even that can be done
 * the run is visible and stays, and the failure is given back: it must not be acknowledged.
 * rename(2) replaces an empty directory without a word, so it is looked for again.
 */
function moveInto(temporary: string, directory: string): unknown {
  if (entryAt(directory)) throw existsError(directory);
  rename(temporary, directory);
  try {
    syncDirectory(dirname(directory));
  } catch (error) {
    if (!succeeds(() => rename(directory, temporary))) return error;
    throw error;
  }
  return undefined;
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function existsError(directory: string): FixopsError {
  return new FixopsError("IO_EXISTS", `${directory} exists already`, {
    where: { file: directory },
    hint: "name another directory, or give the run another --run-id; evidence is never replaced",
  });
}
