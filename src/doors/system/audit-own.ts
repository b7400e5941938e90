import { closeSync, constants, fstatSync, openSync, readSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import { quietly, rename, syncFile } from "./durable.ts";
import { entryAt } from "./entry.ts";
import { readPath } from "./open-file.ts";
import { randomName } from "./random.ts";
import { writeAll } from "./write-all.ts";

/** Files of the log: regular ones, mode 0600, never reached through a link. */

/** Opens a file for reading and writing, and makes it when it is not there. Throws INTEGRITY_LOG for what is no file. */
export function openOwn(path: string, flags = 0): number {
  // Besides the look before, since a link may be planted in between. Windows has no such flag.
  const noFollow = constants.O_NOFOLLOW ?? 0;
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | noFollow | flags, 0o600);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw foreign(path, "is no regular file");
}

/** Undefined when there is none. Throws INTEGRITY_LOG for a link, what is no file, or what is larger. */
export function readOwn(path: string, maxBytes: number): Uint8Array | undefined {
  const stat = entryAt(path);
  if (stat?.isSymbolicLink()) throw foreign(path, "is a symbolic link");
  if (stat && !stat.isFile()) throw foreign(path, "is no regular file");
  if (stat && stat.size > maxBytes) throw foreign(path, `has ${stat.size} bytes`);
  return readPath(path, { maxBytes, followSymlinks: false, streams: "refuse" });
}

/** The file holds what no run leaves there. */
export function foreign(path: string, what: string): FixopsError {
  return new FixopsError("INTEGRITY_LOG", `${path} ${what}, which is not how a run leaves it`, {
    where: { file: path },
    hint: "keep it as it is, find out who put it there, and restore the log from a copy",
  });
}

/** Bytes `from` to `to` of an open file; fewer when it is shorter. */
export function readAt(fd: number, from: number, to: number): Uint8Array {
  const buffer = new Uint8Array(to - from);
  let length = 0;
  for (let got = 1; length < buffer.length && got > 0; length += got) {
    got = readSync(fd, buffer, length, buffer.length - length, from + length);
  }
  return buffer.subarray(0, length);
}

/** A file that is written beside its place and not yet in it. */
export type StagedFile = { readonly publish: () => void; readonly discard: () => void };

/** Replaces a file of a directory in two steps. Synced or not, readers see one or the other; a step that fails leaves nothing. */
export function stage(directory: string, name: string, bytes: Uint8Array, isSynced: boolean): StagedFile {
  // A name that nobody can have planted, and O_EXCL: a link there is not written through.
  const temporary = join(directory, `.tmp-${name}-${randomName()}`);
  const discard = () => quietly(() => unlinkSync(temporary));
  try {
    writeNew(temporary, bytes, isSynced);
  } catch (error) {
    discard();
    throw error;
  }
  const publish = () => {
    try {
      rename(temporary, join(directory, name));
    } catch (error) {
      discard();
      throw error;
    }
  };
  return { publish, discard };
}

function writeNew(path: string, bytes: Uint8Array, isSynced: boolean): void {
  const fd = openSync(path, "wx", 0o600);
  try {
    writeAll(fd, bytes);
    if (isSynced) syncFile(fd);
  } finally {
    closeSync(fd);
  }
}
