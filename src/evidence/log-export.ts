import type { NamedBytes, StoredLog, StoredLogs } from "../domain/runtime.ts";
import { entriesPath, entryBundle, tilePath, tilesOf } from "../standards/tlog-tiles.ts";
import { checkpointFile, headFile, logFile } from "./audit.ts";
import { fileOf } from "./log-family.ts";
import { hashBytes } from "./log-levels.ts";
import type { LogTree } from "./log-tree.ts";

/**
 * A log as the files of a tiled log (c2sp.org/tlog-tiles), up to `size` lines: each web server or bucket can serve them, and
 * the tools of others read them. Without the checkpoint, which goes last. `log` holds the lines.
 */
export function* tileFiles(tree: LogTree, log: Uint8Array, size: number): Generator<NamedBytes, void> {
  const lines = linesOf(log);
  for (const { level, index, width } of tilesOf(size)) {
    if (level === 0) {
      const entries = Array.from({ length: width }, () => lines.next().value ?? new Uint8Array());
      yield { name: entriesPath(index, width), bytes: entryBundle(entries) };
    }
    const start = index * tileWidth * hashBytes;
    const bytes = (tree.levels[level] ?? new Uint8Array()).subarray(start, start + width * hashBytes);
    yield { name: tilePath(level, index, width), bytes };
  }
}

/**
 * The files of the logs of all years as they are, by their paths from the directory of the open one. Hash levels are left
 * out, since they follow from the lines.
 */
export function logFiles({ closed = [], ...open }: StoredLogs): readonly NamedBytes[] {
  return [...closed.flatMap((stored) => filesOf(stored, stored.year)), ...filesOf(open)];
}

function filesOf({ log, head, checkpoint }: StoredLog, year?: string): readonly NamedBytes[] {
  const path = (name: string) => fileOf(year === undefined ? {} : { year }, name);
  return [
    { name: path(logFile), bytes: log },
    ...(head === undefined ? [] : [{ name: path(headFile), bytes: head }]),
    ...(checkpoint === undefined ? [] : [{ name: path(checkpointFile), bytes: checkpoint }]),
  ];
}

const tileWidth = 256;

const lineFeed = 0x0a;

/** Lines without their line feeds. */
function* linesOf(log: Uint8Array): Generator<Uint8Array, undefined> {
  let start = 0;
  for (let end = log.indexOf(lineFeed); end !== -1; end = log.indexOf(lineFeed, start)) {
    yield log.subarray(start, end);
    start = end + 1;
  }
}
