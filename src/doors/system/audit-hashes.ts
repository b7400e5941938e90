import { closeSync, constants, fstatSync, ftruncateSync, openSync, readdirSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { AuditHead } from "../../evidence/log-head.ts";
import { hashBytes, levelSizes, levelsOf, type StoredHash } from "../../evidence/log-levels.ts";
import { openOwn, readAt, readOwn, stage } from "./audit-own.ts";
import { makeDirectories, quietly } from "./durable.ts";
import { entryAt } from "./entry.ts";
import { refuseLink } from "./publish.ts";

/**
 * The hash levels of a log (`evidence/log-levels.ts`), one file each in `hashes/` of its directory. Derived and not synced:
 * after a crash the lines of the log are hashed again.
 */

const folder = "hashes";

/** A fifth level would take 2^40 lines. */
const maxLevels = 6;

/** 32 bytes for each line of a log of a gibibyte; the shortest line has some 150. */
const maxLevelBytes = 2 ** 28;

/** Whether the levels are there for just these lines, and end in the last: what stands before is for `audit verify`. */
export function areHashesCurrent(directory: string, head: AuditHead): boolean {
  if (entryAt(join(directory, folder))?.isSymbolicLink() === true) return false;
  const sizes = levelSizes(head.size);
  const areAsLong = sizes.every((count, level) => isFileOf(pathOf(directory, level), count * hashBytes));
  if (!areAsLong || entryAt(pathOf(directory, sizes.length)) !== undefined) return false;
  return head.size === 0 || readHashes(directory, 0, head.size - 1, 1).toHex() === head.leaf;
}

/** Whether anything stands where they belong. */
export function areHashesThere(directory: string): boolean {
  return entryAt(join(directory, folder)) !== undefined;
}

/** Hashes of one level; fewer when they are not there. */
export function readHashes(directory: string, level: number, index: number, count: number): Uint8Array {
  const path = pathOf(directory, level);
  if (!entryAt(path)?.isFile()) return new Uint8Array();
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return readAt(fd, index * hashBytes, (index + count) * hashBytes);
  } finally {
    closeSync(fd);
  }
}

/** All levels that there are. Throws INTEGRITY_LOG for links and what is no file. */
export function readLevels(directory: string): readonly Uint8Array[] {
  const levels: Uint8Array[] = [];
  for (let level = 0; level < maxLevels; level++) {
    const bytes = readOwn(pathOf(directory, level), maxLevelBytes);
    if (bytes === undefined) break;
    levels.push(bytes);
  }
  return levels;
}

/** Puts new hashes in their places. */
export function addHashes(directory: string, added: readonly StoredHash[]): void {
  openFolder(directory);
  for (const [level, hashes] of Map.groupBy(added, (one) => one.level)) {
    withLevel(directory, level, (fd) => {
      for (const { index, hash } of hashes) writeAt(fd, hash, index * hashBytes);
    });
  }
}

/** Takes back what was added behind so many lines; silent, since it only tidies up. */
export function cutHashes(directory: string, size: number): void {
  const sizes = levelSizes(size);
  for (let level = 0; level < maxLevels; level++) {
    const path = pathOf(directory, level);
    const count = sizes[level];
    if (count === undefined) quietly(() => unlinkSync(path));
    else if (entryAt(path)) quietly(() => withLevel(directory, level, (fd) => shorten(fd, count * hashBytes)));
  }
}

/** Longer it would be filled with zeros. */
function shorten(fd: number, bytes: number): void {
  if (fstatSync(fd).size > bytes) ftruncateSync(fd, bytes);
}

/** Replaces all levels by those over these leaf hashes. */
export function rebuildHashes(directory: string, leaves: Uint8Array): void {
  openFolder(directory);
  const levels = levelsOf(leaves);
  for (const [level, bytes] of levels.entries()) {
    stage(join(directory, folder), String(level), bytes, false).publish();
  }
  for (const name of readdirSync(join(directory, folder))) {
    if (levels[Number(name)] === undefined) unlinkSync(join(directory, folder, name));
  }
}

function openFolder(directory: string): void {
  refuseLink(join(directory, folder));
  makeDirectories(join(directory, folder));
}

function withLevel(directory: string, level: number, work: (fd: number) => void): void {
  const fd = openOwn(pathOf(directory, level));
  try {
    work(fd);
  } finally {
    closeSync(fd);
  }
}

function writeAt(fd: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(fd, bytes, written, bytes.length - written, position + written);
  }
}

function pathOf(directory: string, level: number): string {
  return join(directory, folder, String(level));
}

function isFileOf(path: string, bytes: number): boolean {
  const stat = entryAt(path);
  return stat?.isFile() === true && stat.size === bytes;
}
