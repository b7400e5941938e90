import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { StoredLog, StoredLogs } from "../../domain/runtime.ts";
import { checkpointFile, headFile, logFile } from "../../evidence/audit.ts";
import { maxCheckpointBytes } from "../../evidence/log-checkpoint.ts";
import { maxHeadBytes } from "./audit-append.ts";
import { foreign, readOwn } from "./audit-own.ts";
import { yearsFolder } from "./audit-year.ts";
import { entryAt, identityAt } from "./entry.ts";

/** 1 GiB, some million runs: a larger file is planted to fill the memory of who verifies. */
const maxLogBytes = 2 ** 30;

/** Times that a reader may meet the moment in which a year is closed. */
const maxAttempts = 5;

/**
 * Reads the log in a directory, and those of closed years. Takes no lock: the checkpoint and the head are read first, so
 * that the lines are never behind them, and all of it again when a year was closed meanwhile. Throws INTEGRITY_LOG for what
 * the program never makes there (a link, a pipe, a directory, a head or log of no sane size), IO_READ for what cannot be read.
 */
export function readLogs(directory: string): StoredLogs | undefined {
  if (entryAt(directory)?.isSymbolicLink()) throw foreign(directory, "is a symbolic link");
  for (let attempt = 1; ; attempt++) {
    const before = stateOf(directory);
    const open = readOne(directory);
    const closed = yearsIn(directory).map((year) => ({ year, ...readYear(directory, year) }));
    if (attempt < maxAttempts && stateOf(directory) !== before) continue;
    if (open === undefined && closed.length === 0) return undefined;
    return { ...(open ?? { log: new Uint8Array(), head: undefined }), ...(closed.length > 0 && { closed }) };
  }
}

/** What changes when a year is closed, and not when a line is added. */
function stateOf(directory: string): string {
  return [identityAt(join(directory, logFile)) ?? "none", ...yearsIn(directory)].join(" ");
}

function readYear(directory: string, year: string): StoredLog {
  const path = join(directory, yearsFolder, year);
  if (entryAt(path)?.isSymbolicLink()) throw foreign(path, "is a symbolic link");
  return readOne(path) ?? { log: new Uint8Array(), head: undefined };
}

function readOne(directory: string): StoredLog | undefined {
  const checkpoint = readOwn(join(directory, checkpointFile), maxCheckpointBytes);
  const head = readOwn(join(directory, headFile), maxHeadBytes);
  const log = readOwn(join(directory, logFile), maxLogBytes);
  if (log === undefined && head === undefined && checkpoint === undefined) return undefined;
  return { log: log ?? new Uint8Array(), head, ...(checkpoint && { checkpoint }) };
}

/** Names of closed years, oldest first; not of what is being built there. */
function yearsIn(directory: string): readonly string[] {
  const folder = join(directory, yearsFolder);
  const entry = entryAt(folder);
  if (entry === undefined) return [];
  if (!entry.isDirectory()) throw foreign(folder, "is no directory");
  return readdirSync(folder)
    .filter((name) => /^[0-9]{4}$/.test(name))
    .toSorted();
}

/** The directory of the open log, or that of a closed year below it. */
export function directoryOf(directory: string, year?: string): string {
  return year === undefined ? directory : join(directory, yearsFolder, year);
}
