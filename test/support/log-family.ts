import type { AuditEvent, LogSigner, StoredLogs } from "../../src/domain/runtime.ts";
import { checkLog } from "../../src/evidence/check-log.ts";
import { originOf, signCheckpoint } from "../../src/evidence/log-checkpoint.ts";
import { emptyHead, headText } from "../../src/evidence/log-head.ts";
import { newLines } from "../../src/evidence/log-lines.ts";
import { closingEvent, openingEvent, yearName } from "../../src/evidence/log-years.ts";
import { bytesOf } from "./workspace.ts";

/** Logs of years that follow one another, so many lines of runs in each, with checkpoints when there is a key. */
export function sampleFamily(years: readonly number[], count: number, key?: LogSigner): StoredLogs {
  const logs: {
    readonly year: string;
    readonly log: Uint8Array;
    readonly head: Uint8Array;
    readonly checkpoint?: Uint8Array;
  }[] = [];
  let opening: readonly AuditEvent[] = [];
  for (const [index, year] of years.entries()) {
    const next = years[index + 1];
    const runs = Array.from({ length: count }, (_, at) => ({
      event: "decision.made",
      ts: `${year}-03-04T05:06:07Z`,
      run: `run-${year}-${at}`,
    }));
    const closing = next === undefined ? [] : [closingEvent(year, `${next}-01-01T00:00:00Z`)];
    const { text, head } = newLines([...opening, ...runs, ...closing], emptyHead);
    const log = bytesOf(text);
    const { lines } = checkLog(log);
    const origin = originOf(lines[0]!.leaf);
    const checkpoint = key && bytesOf(signCheckpoint(head, origin, key));
    logs.push({ year: yearName(year), log, head: bytesOf(headText(head)), ...(checkpoint && { checkpoint }) });
    opening = [openingEvent({ head, origin, last: lines.at(-1)!.line })];
  }
  const { log, head, checkpoint } = logs.at(-1)!;
  const closed = logs.slice(0, -1);
  return { log, head, ...(checkpoint && { checkpoint }), ...(closed.length > 0 && { closed }) };
}
