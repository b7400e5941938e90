import { lstatSync, type Stats, statSync } from "node:fs";
import { isAbsence } from "./errno.ts";

/** What tells one file or directory from all others, behind links; undefined when nothing stands there. */
export function identityAt(path: string): string | undefined {
  try {
    // File ids on Windows have more digits than a number.
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/**
 * What stands at a path, the link itself unless links are followed; undefined when nothing does or when the path
 * leads through a file. Throws the system's other errors.
 */
export function entryAt(path: string, followSymlinks = false): Stats | undefined {
  try {
    return followSymlinks ? statSync(path) : lstatSync(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
