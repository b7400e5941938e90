import type { AuditLine } from "../domain/bundle.ts";
import type { AuditEvent } from "../domain/runtime.ts";
import { rootOf } from "../standards/merkle.ts";
import type { AuditHead } from "./log-head.ts";

/**
 * A log holds one year (temporal shards, as Certificate Transparency logs have them): the first event of a later year closes
 * it and opens the next, whose first line names what was closed. So logs stay of a size that can be verified, and the chain
 * goes on from year to year.
 */

export const closedEvent = "log.closed";
export const openedEvent = "log.opened";

/** The year of a time, in UTC. */
export function yearOf(ts: string): number {
  return new Date(ts).getUTCFullYear();
}

/**
 * The year of a log with these first and last lines. The later one: a run that was told another date (`--as-of`) may stand
 * behind lines of a later year, and would close that year twice.
 */
export function yearOfLog(first: AuditLine, last: AuditLine): number {
  return Math.max(yearOf(first.ts), yearOf(last.ts));
}

/** What the directory of a closed year is called. */
export function yearName(year: number): string {
  return String(year).padStart(4, "0");
}

/** The last line of the log of this year, which the year of `ts` follows. */
export function closingEvent(year: number, ts: string): AuditEvent {
  return { event: closedEvent, ts, data: { year: yearName(year), next: yearName(yearOf(ts)) } };
}

/** A log that was closed: where it ends, its origin, and its last line. */
export type ClosedLog = { readonly head: AuditHead; readonly origin: string; readonly last: AuditLine };

/** The first line of the log that follows a closed one. */
export function openingEvent({ head, origin, last }: ClosedLog): AuditEvent {
  return {
    event: openedEvent,
    ts: last.ts,
    subject: { leaf: head.leaf, root: rootOf(head.edge).toHex() },
    data: { closed: origin, size: head.size, year: closedYear(last) ?? "" },
  };
}

/** The year that this line closes, as its directory is called; undefined when it closes none. */
export function closedYear({ event, data }: AuditLine): string | undefined {
  const year = event === closedEvent ? data?.["year"] : undefined;
  return typeof year === "string" && /^[0-9]{4}$/.test(year) ? year : undefined;
}
