import type { AuditLine } from "../domain/bundle.ts";

/**
 * Audit lines as the product writes them nearly always: no escapes, nothing but printable ASCII, whole numbers, times in
 * UTC. They are told by one pattern, some ten times as fast as by parsing, checking and printing them again. The
 * pattern accepts less than `parseAuditLine` and never more; what it does not know is left to that.
 */

/** Printable ASCII but for quote and backslash: JSON without escapes. */
const text = String.raw`"[ !#-[\]-~]*"`;
const name = String.raw`"[ !#-[\]-~]+"`;
const digest = `"[0-9a-f]{64}"`;

/** Fifteen digits are exact. Canonical: no sign before 0, no exponent. */
const count = "(?:0|[1-9][0-9]{0,14})";
const value = `(?:${text}|${count}|-[1-9][0-9]{0,14}|true|false)`;

/** Of a day that every year has: 29 February is looked at more closely elsewhere. */
const day = `(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)`;
const time = String.raw`"[0-9]{4}-${day}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?Z"`;

/** Each alternative begins with another character, so nothing is ever tried twice. */
const pattern = new RegExp(
  [
    String.raw`^\{(?:"app":(${text}),)?`,
    String.raw`(?:"data":(\{(?:${name}:${value}(?:,${name}:${value})*)?\}),)?`,
    `"event":"([a-z][a-z0-9_.]{0,63})",`,
    `"prev":"([0-9a-f]{64})",`,
    `(?:"run":(${text}),)?`,
    `"seq":(${count}),`,
    String.raw`(?:"subject":(\{(?:${name}:${digest}(?:,${name}:${digest})*)?\}),)?`,
    String.raw`"ts":(${time}),"v":1\}$`,
  ].join(""),
);

/** A line that was found sound: its place, what it tells of, and its content for those who ask. */
export type PlainLine = {
  readonly seq: number;
  readonly prev: string;
  readonly event: string;
  readonly read: () => AuditLine;
};

/** Undefined for a line that has to be looked at more closely, sound or not. */
export function plainLine(line: string): PlainLine | undefined {
  const found = pattern.exec(line);
  if (found === null) return undefined;
  const [, , data, event = "", prev = "", , seq = "", subject] = found;
  if (!hasOrderedNames(data) || !hasOrderedNames(subject)) return undefined;
  return { seq: Number(seq), prev, event, read: () => content(found) };
}

/** Canonical JSON has names in order, each once. `__proto__` is no name for an object here. */
function hasOrderedNames(object: string | undefined): boolean {
  if (object === undefined) return true;
  let previous = "";
  // Without escapes every second part is a text, and only names stand before a colon.
  const parts = object.split('"');
  for (let index = 1; index < parts.length; index += 2) {
    const found = parts[index] ?? "";
    if (!parts[index + 1]?.startsWith(":")) continue;
    if (found <= previous || found === "__proto__") return false;
    previous = found;
  }
  return true;
}

function content([, app, data, event = "", prev = "", run, seq = "", subject, ts = ""]: RegExpExecArray): AuditLine {
  return {
    ...(app !== undefined && { app: app.slice(1, -1) }),
    ...(data !== undefined && { data: JSON.parse(data) }),
    event,
    prev,
    ...(run !== undefined && { run: run.slice(1, -1) }),
    seq: Number(seq),
    ...(subject !== undefined && { subject: JSON.parse(subject) }),
    ts: ts.slice(1, -1),
    v: 1,
  };
}
