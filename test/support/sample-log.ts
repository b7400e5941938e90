import { auditLine, firstPrev, headText } from "../../src/evidence/audit.ts";
import { leafHash } from "../../src/standards/merkle.ts";
import { bytesOf } from "./workspace.ts";

/** A sound log of so many lines, its head, and the offset at which each line starts. */
export function sampleLog(count: number): {
  readonly log: Uint8Array;
  readonly head: Uint8Array;
  readonly starts: readonly number[];
} {
  const lines: Uint8Array[] = [];
  const starts: number[] = [];
  let prev = firstPrev;
  let offset = 0;
  for (let seq = 0; seq < count; seq++) {
    const event = { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: `run-${seq}`, data: { count: seq } };
    const line = bytesOf(auditLine(event, { seq, prev }));
    prev = leafHash(line);
    starts.push(offset);
    lines.push(line, bytesOf("\n"));
    offset += line.length + 1;
  }
  return { log: new Uint8Array(Buffer.concat(lines)), head: bytesOf(headText({ size: count, leaf: prev })), starts };
}
