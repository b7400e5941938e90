/** Values of JSON Schema's `format` (draft-07 §7.3, 2020-12 §7.3) that the schemas of reports use, as tests of a text. */

const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const time = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339 full-date that exists. */
export function isDate(text: string): boolean {
  const [, year = 0, month = 0, day = 0] = (date.exec(text) ?? []).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** RFC 3339 date-time with its zone. */
export function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && /^[Tt]$/.test(text.charAt(10)) && time.test(text.slice(11));
}

const scheme = "[A-Za-z][A-Za-z0-9+.-]*:";

/** Unreserved characters, delimiters within a part, and the sign of an escape. */
const plain = "A-Za-z0-9\\-._~!$&'()*+,;=%";

/** A sign without its two digits; looked for apart, so that each part of an address is one class of characters. */
const halfEscape = /%(?![0-9A-Fa-f]{2})/;

/** Characters that RFC 3987 allows besides: everything beyond ASCII but controls; halves of pairs stand for the rest. */
const beyond = "\\u00a0-\\uffff";

/** RFC 3986 appendix A: authority, path, query, fragment. Each part ends at a character that none of it can hold. */
function hierarchy(more: string): string {
  const part = (others: string) => `[${plain}${others}${more}]*`;
  const host = `(?:\\[[0-9A-Fa-f:.]+\\]|\\[v[0-9A-Fa-f]+\\.[${plain}:]+\\]|${part("")})`;
  const authority = `//(?:${part(":")}@)?${host}(?::[0-9]*)?(?![^/?#])`;
  return `(?:${authority}|(?!//))${part(":@/")}(?:\\?${part(":@/?")})?(?:#${part(":@/?")})?$`;
}

/** A reference without a scheme has no colon in its first segment: that would be one. */
const noScheme = "(?![^/?#]*:)";

function addressTest(start: string, more: string): (text: string) => boolean {
  const whole = new RegExp(`^${start}${hierarchy(more)}`);
  return (text) => whole.test(text) && !halfEscape.test(text);
}

/** A mailbox as people write it: something before the last `@`, a name without white space behind it. */
const email = /^.+@[^\s@]+$/s;

/** Name of a format → whether a text has it. */
export const stringFormats: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ["date", isDate],
  ["date-time", isDateTime],
  ["email", (text) => email.test(text)],
  ["idn-email", (text) => email.test(text)],
  ["iri", addressTest(scheme, beyond)],
  ["iri-reference", addressTest(`(?:${scheme}|${noScheme})`, beyond)],
  ["uri", addressTest(scheme, "")],
  ["uri-reference", addressTest(`(?:${scheme}|${noScheme})`, "")],
]);
