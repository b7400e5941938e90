/** Milliseconds of a UTC day; leap seconds are not counted. */
const day = 86_400_000;

/**
 * The end of the retention: RFC 3339 in UTC, in whole seconds unless `from` has a fraction; undefined when `from` is no
 * date-time, or the end lies beyond what dates can hold.
 */
export function retentionEnd(from: string, days: number): string | undefined {
  const end = new Date(Date.parse(from) + days * day);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString().replace(".000Z", "Z");
}
