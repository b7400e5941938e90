import { rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { NamedBytes } from "../../domain/runtime.ts";
import { quietly, rename, syncDirectory } from "./durable.ts";
import { entryAt } from "./entry.ts";
import { writeError } from "./errno.ts";
import { build, fill, refuseLink } from "./publish.ts";
import { randomName } from "./random.ts";

/** Run directories that make room: for another form of the same run, or for good. */

/**
 * Puts other files in the place of a directory that is there. They are built beside it and synced, `record` is told, and
 * gives the word for two renames: what was there to `aside`, the new one into its place. Then what was there is removed.
 * A reader sees the one, or the other, or for a moment none; a crash between leaves both, the new one under a name with a
 * leading `.tmp-new-`. When anything fails before, `record` included, all is as it was. Throws IO_* and what `record` throws.
 */
export function replace(
  { directory, aside }: { readonly directory: string; readonly aside: string },
  files: readonly NamedBytes[],
  record: (makeVisible: (more?: readonly NamedBytes[]) => void) => void,
): void {
  const temporary = join(dirname(directory), `.tmp-new-${basename(directory)}-${randomName()}`);
  let isSwapped = false;
  try {
    for (const path of [dirname(directory), directory]) refuseLink(path);
    build(temporary, files);
    record((more = []) => {
      if (more.length > 0) fill(temporary, more);
      swap(directory, aside, temporary);
      isSwapped = true;
    });
  } catch (error) {
    if (isSwapped) quietly(() => swap(directory, temporary, aside));
    quietly(() => rmSync(temporary, { recursive: true, force: true }));
    throw writeError(directory, error);
  }
  removeDirectory(aside);
}

/** What stands at `directory` goes aside, what stands at `next` comes; or all stays as it is. */
function swap(directory: string, aside: string, next: string): void {
  rename(directory, aside);
  try {
    rename(next, directory);
    syncDirectory(dirname(directory));
  } catch (error) {
    if (entryAt(directory)) quietly(() => rename(directory, next));
    rename(aside, directory);
    throw error;
  }
}

/** Gives a directory another name beside its own, for good. Throws IO_*, also when there is something under that name. */
export function moveDirectory(from: string, to: string): void {
  try {
    // rename(2) replaces an empty directory without a word.
    if (entryAt(to)) throw new FixopsError("IO_EXISTS", `${to} exists already`, { where: { file: to } });
    rename(from, to);
    syncDirectory(dirname(to));
  } catch (error) {
    throw writeError(to, error);
  }
}

/** Takes a directory away with all that is in it, for good; nothing when there is none. Links are removed, not followed. */
export function removeDirectory(directory: string): void {
  try {
    if (entryAt(directory) === undefined) return;
    rmSync(directory, { recursive: true, force: true });
    syncDirectory(dirname(directory));
  } catch (error) {
    throw writeError(directory, error);
  }
}
