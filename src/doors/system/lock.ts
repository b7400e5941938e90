import { Database } from "bun:sqlite";
import { closeSync, existsSync, openSync } from "node:fs";
import { FixopsError } from "../../domain/error.ts";
import { entryAt } from "./entry.ts";
import { errnoOf, writeError } from "./errno.ts";
import { refuseLink } from "./publish.ts";

/**
 * An exclusive lock: BEGIN IMMEDIATE on an SQLite file that is never written. The system releases it when
 * the process dies, on all systems; a lock file would stay behind, and to guess that it is stale admits two writers.
 */

/** As long as a queue of CI jobs may reasonably take; an append holds the lock for about a millisecond. */
const defaultPatienceMs = 60_000;

/** Runs `work` under the lock. Throws IO_LOCKED after `patienceMs`, IO_PERMISSION or IO_WRITE when there is no lock to be had. */
export function withLock<T>(path: string, work: () => T, patienceMs = defaultPatienceMs): T {
  const database = openLock(path, patienceMs);
  try {
    begin(database, path, patienceMs);
    return work();
  } finally {
    // Closing ends the transaction.
    database.close();
  }
}

function openLock(path: string, patienceMs: number): Database {
  try {
    refuseForeign(path);
    createOnce(path);
    const database = new Database(path, { readwrite: true, create: false });
    database.run(`PRAGMA busy_timeout = ${Math.trunc(patienceMs)}`);
    // Else a killed process would leave a journal file behind.
    database.run("PRAGMA journal_mode = MEMORY");
    return database;
  } catch (error) {
    throw writeError(path, error);
  }
}

/** What SQLite keeps beside a database, opens through links and, for a journal, plays back: never there for ours. */
const companions = ["-journal", "-wal", "-shm"];

/**
 * bun:sqlite cannot be told not to follow links, so what stands there is looked at first: nothing, or the empty regular
 * file that we made. A database that somebody wrote could have any of SQLite's files opened or deleted.
 */
function refuseForeign(path: string): void {
  refuseLink(path);
  const stat = entryAt(path);
  if (stat && !(stat.isFile() && stat.size === 0)) throw foreignLock(path, "is not the empty file that a run makes");
  const companion = companions.map((suffix) => path + suffix).find((one) => entryAt(one) !== undefined);
  if (companion !== undefined) throw foreignLock(companion, "was not made by a run");
}

function foreignLock(path: string, what: string): FixopsError {
  return new FixopsError("IO_WRITE", `cannot take the lock: ${path} ${what}`, {
    where: { file: path },
    hint: "remove it, and find out who put it there",
  });
}

/** By us and not by SQLite, for the mode. Never opened again while locked: closing it would drop the POSIX lock. */
function createOnce(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, "ax", 0o600));
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
  }
}

function begin(database: Database, path: string, patienceMs: number): void {
  try {
    database.run("BEGIN IMMEDIATE");
    // A file that could only be opened for reading gives a lock that others get as well. Never committed, so never written.
    database.run("PRAGMA user_version = 1");
  } catch (error) {
    if (!errnoOf(error)?.startsWith("SQLITE_BUSY")) throw writeError(path, error);
    throw new FixopsError("IO_LOCKED", `another process has held ${path} for ${patienceMs / 1000} seconds`, {
      where: { file: path },
      hint: "let the other run end, then try again",
      cause: error,
    });
  }
}
