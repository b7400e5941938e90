import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from "node:fs";
import { FixopsError } from "../../domain/error.ts";
import { errnoOf, isAbsence, readError } from "./errno.ts";
import { readDescriptor } from "./read-descriptor.ts";

/**
 * Opens a file once and reads that descriptor, so that what is checked, hashed and parsed cannot be swapped in
 * between. O_NONBLOCK: a named pipe without a writer must not hold the gate for ever.
 */

export type OpenRule = {
  readonly maxBytes: number;
  /** Of the last component only; links among the directories before it are the user's own layout. */
  readonly followSymlinks: boolean;
  /** Pipes and character devices: `await` reads them and waits a moment for the writer of a named pipe. */
  readonly streams: "refuse" | "read" | "await";
};

/** Windows lacks both flags. */
const noFollow = constants.O_NOFOLLOW ?? 0;
const noBlock = constants.O_NONBLOCK ?? 0;

/** Bytes of a file; undefined when it does not exist. Throws INPUT_SYMLINK, INPUT_TOO_LARGE or IO_READ. */
export function readPath(path: string, rule: OpenRule): Uint8Array | undefined {
  const fd = openForReading(path, rule.followSymlinks);
  if (fd === undefined) return undefined;
  try {
    const stat = fstatSync(fd);
    if (!isReadable(stat, rule)) throw notReadable(path, rule);
    return readDescriptor(fd, {
      path,
      maxBytes: rule.maxBytes,
      awaitWriter: rule.streams === "await" && stat.isFIFO(),
    });
  } catch (error) {
    throw readError(path, error);
  } finally {
    closeSync(fd);
  }
}

/** A descriptor, or undefined when there is no such file. Throws INPUT_SYMLINK or IO_READ. */
export function openForReading(path: string, followSymlinks: boolean): number | undefined {
  try {
    if (!followSymlinks && noFollow === 0 && lstatSync(path).isSymbolicLink()) throw symlinkError(path);
    return openSync(path, constants.O_RDONLY | noBlock | (followSymlinks ? 0 : noFollow));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    if (errnoOf(error) === "ELOOP" && !followSymlinks) throw symlinkError(path);
    throw readError(path, error);
  }
}

/** INPUT_SYMLINK: a link may point out of the workspace that is judged, or change between two looks. */
export function symlinkError(path: string): FixopsError {
  return new FixopsError("INPUT_SYMLINK", `${path} is a symbolic link`, {
    where: { file: path },
    hint: "name the file that it points to, or allow links with --follow-symlinks",
  });
}

function isReadable(stat: Stats, rule: OpenRule): boolean {
  return stat.isFile() || (rule.streams !== "refuse" && (stat.isFIFO() || stat.isCharacterDevice()));
}

function notReadable(path: string, rule: OpenRule): FixopsError {
  const expected = rule.streams === "refuse" ? "a regular file" : "a file, a pipe or a character device";
  return new FixopsError("IO_READ", `${path} is not ${expected}`, { where: { file: path } });
}
