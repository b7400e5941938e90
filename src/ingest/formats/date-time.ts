/** RFC 3339 date-time with a zone; the fraction is bounded. */
const dateTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** The text when it is an RFC 3339 date-time that exists; what is none cannot be ordered in time. */
export function dateTimeOf(given: string | undefined): string | undefined {
  if (given === undefined || !dateTime.test(given)) return undefined;
  return Number.isNaN(Date.parse(given)) ? undefined : given;
}
