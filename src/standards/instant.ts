/** A date with or without a time, RFC 3339 and its looser relatives: a space for `T`, a zone apart or without its colon. */
const iso =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,12}))?)? ?(?:([Zz]|UTC|GMT)|([+-]\d\d):?(\d\d)(?: [A-Z][A-Za-z]{1,4}| [+-]\d{4})?)?$/;

/** Seconds or milliseconds since 1970, from September 2001 on. */
const epoch = /^(\d{10})(\d{3})?(?:\.\d{1,12})?$/;

/** `Tue, 26 Sep 2023 14:26:17 GMT`, `Sep 26, 2023`, `26-Sep-2023`: what names a month and a year leaves nothing to guess. */
const named =
  /^(?=[\w ,:.+-]{1,60}$).{0,20}\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b.{0,20}\b\d{4}\b/;

/** A time zone at the end of such a date. */
const zoned = /(?:GMT|UTC|Z|[+-]\d{4}|[A-Z]{3})(?:\s+\d{4})?$/;

/**
 * Milliseconds since 1970 of a date as tools write it; undefined for what cannot be read. One without a zone is taken as
 * UTC, so that the answer does not depend on the host.
 */
export function timeOf(given: string): number | undefined {
  const text = given.trim();
  const [, seconds, millis = "000"] = epoch.exec(text) ?? [];
  const time = seconds === undefined ? Date.parse(isoText(text) ?? namedText(text) ?? "") : Number(seconds + millis);
  return Number.isNaN(time) ? undefined : time;
}

function isoText(text: string): string | undefined {
  // Go prints the reading of its other clock behind a time.
  const [, date, time = "00:00", fraction = "0", , hours = "+00", minutes = "00"] =
    iso.exec(text.replace(/ m=[+-]\d{1,20}\.\d{1,12}$/, "")) ?? [];
  if (date === undefined) return undefined;
  const whole = time.length === "00:00".length ? `${time}:00` : time;
  return `${date}T${whole}.${fraction.slice(0, 3)}${hours}:${minutes}`;
}

function namedText(text: string): string | undefined {
  if (!named.test(text)) return undefined;
  return zoned.test(text) ? text : `${text} UTC`;
}
