import type { AuditEvent } from "../../src/domain/runtime.ts";
import { scanLog } from "../../src/evidence/check-log.ts";
import { emptyHead, headText } from "../../src/evidence/log-head.ts";
import { newLines } from "../../src/evidence/log-lines.ts";
import { bytesOf } from "./workspace.ts";

/** A sound log of so many lines, its head, and the offset at which each line starts. */
export function sampleLog(count: number): {
  readonly log: Uint8Array;
  readonly head: Uint8Array;
  readonly starts: readonly number[];
} {
  const { text, head } = newLines(Array.from({ length: count }, sampleEvent), emptyHead);
  const starts: number[] = [];
  for (let at = 0; at < text.length; at = text.indexOf("\n", at) + 1) starts.push(at);
  return { log: bytesOf(text), head: bytesOf(headText(head)), starts };
}

function sampleEvent(_: unknown, seq: number): AuditEvent {
  return { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: `run-${seq}`, data: { count: seq } };
}

/** The head that a log of these bytes had after so many lines. */
export function headAfter(log: Uint8Array, lines: number): Uint8Array {
  const text = new TextDecoder().decode(log).split("\n").slice(0, lines).join("\n");
  return bytesOf(headText(scanLog(bytesOf(`${text}\n`)).head));
}
