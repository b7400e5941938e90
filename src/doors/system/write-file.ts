import { closeSync, constants, openSync, type Stats, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import { createFile, makeDirectories, quietly, removeEmpty, rename, syncDirectory } from "./durable.ts";
import { entryAt } from "./entry.ts";
import { errnoOf, writeError } from "./errno.ts";
import { assertWritable } from "./publish.ts";
import { randomName } from "./random.ts";
import { descriptorIn } from "./read-descriptor.ts";
import { writeAll } from "./write-all.ts";

/** Streams under their names; writing to the descriptor itself keeps its position and mode. */
const standardStreams = new Map([
  ["/dev/stdout", 1],
  ["/dev/stderr", 2],
]);

/**
 * Replaces a file at once: a reader sees the old bytes or the new ones. Mode 0600; missing directories are made, with
 * mode 0700. Pipes and devices are written in place. A target that is a symbolic link is refused: the working directory
 * is often the repository under judgement, and a planted link would let it choose what is overwritten; to replace the
 * link would surprise its owner. Throws IO_FULL, IO_PERMISSION or IO_WRITE and leaves nothing behind.
 */
export function writeFile(path: string, bytes: Uint8Array): void {
  try {
    const fd = descriptorOf(path);
    if (fd === undefined) writeTarget(path, bytes);
    else writeAll(fd, bytes);
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * Writes a file that must not be there yet, mode 0600; missing directories are made. Throws IO_EXISTS for whatever stands
 * at the path, a link to nowhere too, and IO_* as `writeFile` does.
 */
export function createNew(path: string, bytes: Uint8Array): void {
  try {
    makeDirectories(dirname(path));
    createFile(path, bytes);
    syncDirectory(dirname(path));
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw writeError(path, error);
    throw new FixopsError("IO_EXISTS", `${path} exists already`, {
      where: { file: path },
      hint: "name another file: nothing is overwritten",
    });
  }
}

/** Finds out before any work whether `writeFile` could write. Throws what it would throw. */
export function assertReplaceable(path: string): void {
  if (descriptorOf(path) !== undefined) return;
  const stat = targetOf(path);
  if (stat === undefined || stat.isFile()) assertWritable(dirname(path));
}

/** Adds to a file that belongs to somebody else (a CI system's summary), through links, and makes it when it is not there. */
export function appendFile(path: string, bytes: Uint8Array): void {
  try {
    writeOpened(openSync(path, "a", 0o600), bytes);
  } catch (error) {
    throw writeError(path, error);
  }
}

function descriptorOf(path: string): number | undefined {
  return standardStreams.get(path) ?? descriptorIn(path);
}

/** What stands at the path. Throws IO_WRITE for what is not written to. */
function targetOf(path: string): Stats | undefined {
  const stat = entryAt(path);
  if (stat?.isDirectory()) throw refusal(path, "a directory", "name a file in it");
  if (stat?.isSymbolicLink())
    throw refusal(path, "a symbolic link", "name the file that it points to, or remove the link");
  return stat;
}

function writeTarget(path: string, bytes: Uint8Array): void {
  const stat = targetOf(path);
  if (stat === undefined || stat.isFile()) replace(path, bytes);
  else writeInPlace(path, bytes);
}

function replace(path: string, bytes: Uint8Array): void {
  const directory = dirname(path);
  const created = makeDirectories(directory);
  const temporary = join(directory, `.tmp-${randomName()}`);
  try {
    createFile(temporary, bytes);
    rename(temporary, path);
    syncDirectory(directory);
  } catch (error) {
    quietly(() => unlinkSync(temporary));
    removeEmpty(created);
    throw error;
  }
}

function writeInPlace(path: string, bytes: Uint8Array): void {
  writeOpened(openSync(path, constants.O_WRONLY), bytes);
}

function writeOpened(fd: number, bytes: Uint8Array): void {
  try {
    writeAll(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

function refusal(path: string, what: string, hint: string): FixopsError {
  return new FixopsError("IO_WRITE", `cannot write ${path}: it is ${what}`, { where: { file: path }, hint });
}
