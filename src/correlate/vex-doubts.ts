import type { VexOptions, VexStatement } from "../domain/vex.ts";

/** Why a statement may not clear what it names. */
export type Doubt = { readonly why: string; readonly isExpired: boolean };

/** Statement → why it may not clear what it names; undefined when it may. */
export type Doubts = ReadonlyMap<VexStatement, Doubt | undefined>;

/** True for what sets a vulnerability aside. */
export function clears({ status }: Pick<VexStatement, "status">): boolean {
  return status === "not_affected" || status === "fixed";
}

/**
 * Doubts about a statement that clears: dated after the clock of the run, without a reason (OpenVEX makes a
 * justification or an impact statement mandatory), or too old by the overlay; no dialect of VEX has an expiry.
 */
export function doubtOf(statement: VexStatement, asOf: string, options: VexOptions): Doubt | undefined {
  if (!clears(statement)) return undefined;
  const expired = expiryOf(statement, asOf, options);
  if (expired !== undefined) return { why: expired, isExpired: true };
  if (timeOf(statement) > Date.parse(asOf)) return { why: "dated after the clock of the run", isExpired: false };
  const isBare = !saysSomething(statement.justification) && !saysSomething(statement.impact);
  if (statement.status !== "not_affected" || !isBare) return undefined;
  return { why: "not_affected without a justification or impact statement", isExpired: false };
}

/** Milliseconds of a day. */
const day = 86_400_000;

function expiryOf(statement: VexStatement, asOf: string, options: VexOptions): string | undefined {
  const now = Date.parse(asOf);
  const names = new Set([statement.vulnerability, ...statement.aliases]);
  const ended = options.expiry.find((one) => names.has(one.vulnerability) && !(now < endOf(one.until)));
  if (ended !== undefined) return `expired: the overlay ends statements on ${ended.vulnerability} with ${ended.until}`;
  const { max_age_days: most } = options;
  if (most === undefined) return undefined;
  const time = timeOf(statement);
  if (time === 0) return `expired: it has no date, and the overlay limits statements to ${most} days`;
  const age = Math.floor((now - time) / day);
  return now - time > most * day ? `expired: ${age} days old, and the overlay limits statements to ${most}` : undefined;
}

/** The end of a day in UTC; a text that is no date has ended. */
function endOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) + day;
}

/** Milliseconds; a statement without a date is older than any that has one. */
export function timeOf(statement: Pick<VexStatement, "timestamp">): number {
  const time = statement.timestamp === undefined ? Number.NaN : Date.parse(statement.timestamp);
  return Number.isNaN(time) ? 0 : time;
}

/** A letter or digit that can be seen: fillers (U+3164 counts as a letter) and dashes justify nothing. */
function saysSomething(given: string | undefined): boolean {
  return given !== undefined && /[\p{L}\p{N}]/u.test(given.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ""));
}
