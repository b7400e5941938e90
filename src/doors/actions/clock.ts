import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";

/** RFC 3339 date-time with a zone, or a bare date, which means its first second in UTC. */
const timePattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** The last second that a four-digit year can write. */
const maxSeconds = 253_402_300_799;

/**
 * The clock of a run, RFC 3339 in UTC with whole seconds:
 * --as-of, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the system's clock.
 * Throws USAGE_BAD_VALUE.
 */
export function clockOf(runtime: Runtime, asOf: string | undefined): string {
  if (asOf !== undefined) return text(secondsOfTime("--as-of", asOf));
  const epoch = runtime.environment("SOURCE_DATE_EPOCH");
  return text(epoch === undefined ? runtime.now() : secondsOfEpoch(epoch));
}

/** Seconds since 1970 of a date or RFC 3339 time that a flag gives; never the machine's own time zone. Throws USAGE_BAD_VALUE. */
export function secondsOfTime(flag: string, given: string): number {
  const time = timePattern.test(given) ? Date.parse(given) : Number.NaN;
  // Date.parse rolls 2026-02-30 over into March; a date that is not in the calendar is a slip.
  const day = given.slice(0, "YYYY-MM-DD".length);
  const exists = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  if (exists && !Number.isNaN(time) && time >= 0) return Math.floor(time / 1000);
  throw new FixopsError("USAGE_BAD_VALUE", `${flag} is "${given}", expected a time such as 2026-01-31T12:00:00Z`, {
    hint: "write a date (2026-01-31) or an RFC 3339 time with its zone",
  });
}

function secondsOfEpoch(epoch: string): number {
  const seconds = /^\d{1,12}$/.test(epoch) ? Number(epoch) : Number.NaN;
  if (seconds <= maxSeconds) return seconds;
  throw new FixopsError("USAGE_BAD_VALUE", `SOURCE_DATE_EPOCH is "${epoch}", expected whole seconds since 1970`, {
    hint: "set it as `date +%s` prints it, or unset it",
  });
}

function text(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
