import { join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { LogSigner } from "../../domain/runtime.ts";
import { checkpointFile } from "../../evidence/audit.ts";
import {
  isSameHash,
  maxCheckpointBytes,
  type OpenedCheckpoint,
  openCheckpoint,
} from "../../evidence/log-checkpoint.ts";
import type { AuditHead } from "../../evidence/log-head.ts";
import { edgeAt, hashesAt } from "../../evidence/log-levels.ts";
import type { Edge } from "../../standards/merkle.ts";
import { rootOf } from "../../standards/merkle.ts";
import { checkedEnd, type LogEnd, type OpenLog } from "./audit-end.ts";
import { readHashes } from "./audit-hashes.ts";
import { readOwn } from "./audit-own.ts";

/**
 * The end of a log whose next checkpoint continues the one that is there; the log is read whole when that is not plain
 * from the latest checkpoint of this key, and when nobody signed one yet. Throws INTEGRITY_LOG when the checkpoint is
 * none, is that of another log, has more lines, or other ones: nothing smaller or other is ever signed.
 */
export function assertContinues(end: LogEnd, log: OpenLog, origin: string, key: LogSigner): LogEnd {
  const file = join(log.directory, checkpointFile);
  const note = readOwn(file, maxCheckpointBytes);
  if (note === undefined) return end.isChecked ? end : checkedEnd(log);
  const checkpoint = openCheckpoint(note, [key.publicKey], file);
  if (checkpoint.origin !== origin) throw refusal(file, `is that of ${checkpoint.origin}, and the log is ${origin}`);
  if (checkpoint.size > end.head.size) {
    throw refusal(file, `counts ${checkpoint.size} lines, and the log has ${end.head.size}`);
  }
  if (checkpoint.isVerified && isContinued(checkpoint, end.head, log.directory)) return end;
  const checked = end.isChecked ? end : checkedEnd(log);
  if (isContinued(checkpoint, checked.head, log.directory)) return checked;
  throw refusal(file, `has another root than the first ${checkpoint.size} lines of the log`);
}

/** The hash levels and the head are derived apart, so that they agree says something of both. */
function isContinued(checkpoint: OpenedCheckpoint, head: AuditHead, directory: string): boolean {
  if (checkpoint.size === head.size) return isSameHash(rootOf(head.edge), checkpoint.root);
  try {
    const at = hashesAt((level, index, count) => readHashes(directory, level, index, count));
    return (
      isSameHash(rootOf(edgeAt(checkpoint.size, at)), checkpoint.root) && isSameEdge(edgeAt(head.size, at), head.edge)
    );
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isSameEdge(one: Edge, other: Edge): boolean {
  return isSameHash(rootOf(one), rootOf(other));
}

function refusal(file: string, what: string): FixopsError {
  return new FixopsError("INTEGRITY_LOG", `no checkpoint can be signed: the one that is there ${what}`, {
    where: { file },
    hint: "keep the log as it is, find out who changed it, and restore it from a copy; nothing was appended",
  });
}
