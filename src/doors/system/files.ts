import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareText } from "../../domain/order.ts";
import type { EntryKind, Files } from "../../domain/runtime.ts";
import { makeDirectories, syncDirectory } from "./durable.ts";
import { entryAt, identityAt } from "./entry.ts";
import { errnoOf, readError, writeError } from "./errno.ts";
import { readInputs } from "./inputs.ts";
import { withLock } from "./lock.ts";
import { readPath } from "./open-file.ts";
import { assertWritable, publish } from "./publish.ts";
import { moveDirectory, removeDirectory, replace } from "./replace.ts";
import { appendFile, assertReplaceable, createNew, writeFile } from "./write-file.ts";

/** The port `Files` on the real disk. */
export const files: Files = {
  readInputs,
  read,
  list,
  isSame,
  writeFile,
  create: createNew,
  publish,
  replace,
  moveDirectory,
  removeDirectory,
  append: appendFile,
  remove,
  exclusively,
  assertWritable,
  assertReplaceable,
};

/**
 * Follows links: overlays and decisions are often mounted through them, and what is verified is verified by digest.
 * Throws INPUT_TOO_LARGE, and IO_READ for what is no regular file.
 */
function read(path: string, maxBytes: number): Uint8Array | undefined {
  return readPath(path, { maxBytes, followSymlinks: true, streams: "refuse" });
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
    syncDirectory(dirname(path));
  } catch (error) {
    throw writeError(path, error);
  }
}

function exclusively<T>(lockFile: string, work: () => T): T {
  try {
    makeDirectories(dirname(lockFile));
  } catch (error) {
    throw writeError(lockFile, error);
  }
  return withLock(lockFile, work);
}

/** Links are named as such: nobody walks out of the evidence by listing it. */
function list(directory: string): readonly { readonly name: string; readonly kind: EntryKind }[] | undefined {
  try {
    const names = readdirSync(directory).toSorted(compareText);
    return names.map((name) => ({ name, kind: kindAt(join(directory, name)) }));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw readError(directory, error);
  }
}

function kindAt(path: string): EntryKind {
  const stat = entryAt(path);
  if (stat?.isFile()) return "file";
  if (stat?.isDirectory()) return "directory";
  return stat?.isSymbolicLink() ? "link" : "other";
}

function isSame(a: string, b: string): boolean {
  try {
    const stat = entryAt(a, true);
    // A terminal or pipe may well be both ends.
    if (!stat?.isFile() && !stat?.isDirectory()) return false;
    return identityAt(a) === identityAt(b);
  } catch (error) {
    throw readError(a, error);
  }
}
