import { join } from "node:path";
import type { AppendOptions, AuditEvent, AuditLog, AuditReceipt } from "../../domain/runtime.ts";
import type { ClosedLog } from "../../evidence/log-years.ts";
import { appendEvents, withEnd } from "./audit-append.ts";
import { addGitNote } from "./audit-git.ts";
import { readLevels } from "./audit-hashes.ts";
import { assertLocal } from "./audit-place.ts";
import { directoryOf, readLogs } from "./audit-read.ts";
import { closedYearOf, closingLine, keepYear, replaceLog } from "./audit-year.ts";
import { makeDirectories } from "./durable.ts";
import { writeError } from "./errno.ts";
import { withLock } from "./lock.ts";
import { refuseLink } from "./publish.ts";

/**
 * The audit log on disk (DESIGN §8), in `audit/` of the evidence directory: `audit.jsonl` is the truth; `head` and `hashes/`
 * are derived from it; `checkpoint` is the latest signed one; `audit.lock.db` is only ever locked; `torn/` keeps what a
 * crash left behind the last complete line, `shards/` the logs of closed years, `anchors/` what was anchored elsewhere.
 * An event is acknowledged after fdatasync and the new head; one that failed may still be in the log, never the reverse.
 */
export const auditFile: AuditLog = {
  append: (evidence, event, options) => appendAll(evidence, [event], options),
  appendAll,
  assertLocal,
  read: (evidence) => readLogs(join(evidence, auditDirectory)),
  readHashes: (evidence, year) => readLevels(directoryOf(join(evidence, auditDirectory), year)),
  addGitNote,
};

const auditDirectory = "audit";
const lockFile = "audit.lock.db";

/** Throws IO_* when the events cannot be made durable, INTEGRITY_LOG when the log is damaged: nothing is repaired then. */
function appendAll(evidence: string, events: readonly AuditEvent[], options: AppendOptions = {}): AuditReceipt {
  if (events.length === 0) throw new RangeError("one event or more was expected, got none");
  const directory = join(evidence, auditDirectory);
  if (options.allowNetworkFs !== true) assertLocal(directory);
  try {
    refuseLink(directory);
    makeDirectories(directory);
  } catch (error) {
    throw writeError(directory, error);
  }
  return withLock(join(directory, lockFile), () => appendLocked(directory, events, options));
}

function appendLocked(directory: string, events: readonly AuditEvent[], options: AppendOptions): AuditReceipt {
  const done = withEnd(directory, (log, end): { readonly receipt?: AuditReceipt; readonly closed?: ClosedLog } => {
    const year = closedYearOf(end);
    if (year !== undefined) return { closed: keepYear(log, year) };
    const closing = closingLine(log, end, events);
    if (closing === undefined) return { receipt: appendEvents(log, end, events, options) };
    appendEvents(log, end, [closing], { logKey: options.logKey });
    return {};
  });
  if (done.receipt !== undefined) return done.receipt;
  // Closed by a line, then kept, then replaced: each time it is looked at afresh.
  if (done.closed !== undefined) replaceInPlace(directory, done.closed);
  return appendLocked(directory, events, options);
}

function replaceInPlace(directory: string, closed: ClosedLog): void {
  try {
    replaceLog(directory, closed);
  } catch (error) {
    throw writeError(directory, error);
  }
}
