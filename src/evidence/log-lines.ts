import type { AuditEvent } from "../domain/runtime.ts";
import { proofText } from "../standards/tlog-proof.ts";
import { auditLine } from "./audit.ts";
import { type AuditHead, advance } from "./log-head.ts";
import { addedBy, type StoredHash } from "./log-levels.ts";

/** Lines to append, and what comes of them: the head behind the last of them, the one before it, and the new hashes. */
export type NewLines = {
  /** Each line with its line feed. */
  readonly text: string;
  /** The last one, without its line feed. */
  readonly last: Uint8Array;
  readonly before: AuditHead;
  readonly head: AuditHead;
  readonly hashes: readonly StoredHash[];
};

/** The lines of events behind the end of a log. Throws as `auditLine` does. */
export function newLines(events: readonly AuditEvent[], start: AuditHead): NewLines {
  let text = "";
  let [before, head] = [start, start];
  let last = new Uint8Array();
  const hashes: StoredHash[] = [];
  for (const event of events) {
    const line = auditLine(event, { seq: head.size, prev: head.leaf });
    text += `${line}\n`;
    last = new TextEncoder().encode(line);
    before = head;
    head = advance(before, last);
    hashes.push(...addedBy(Uint8Array.fromHex(head.leaf), before.size, before.edge));
  }
  return { text, last, before, head, hashes };
}

/**
 * The text of the proof (`c2sp.org/tlog-proof@v1`) that the last of these lines is in the log, under its checkpoint. What
 * stands to the left of the last leaf is the right edge of the tree before it, so nothing else is needed. The line itself is
 * its extra data: a run with its proof needs no log.
 */
export function proofOfLast({ before, last }: NewLines, checkpoint: string): string {
  return proofText({ index: before.size, proof: before.edge.toReversed(), checkpoint, extra: last });
}
