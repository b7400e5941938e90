import { shorten } from "../../../standards/wire.ts";

/** What readers of findings share: messages of a bounded length, line numbers, tools' own words. */

/** Messages are for people and fingerprints: 4 KiB of one is enough, whatever a tool writes. */
export const maxMessage = 4096;

/** What stands in place of a message that is not there. */
export const noMessage = "the report gives no message";

/** Longest part of a tool's own message that a doubt or notice repeats. */
const maxQuote = 200;

/** A tool's own words inside a sentence of ours: one line, shortened. */
export function quoted(words: string | undefined): string {
  return words === undefined ? "it has no message" : shorten(words, maxQuote).replaceAll(/\s+/g, " ").trim();
}

/** One line of at most `max` UTF-16 code units; undefined for nothing but white space. */
export function oneLine(words: string | undefined, max: number): string | undefined {
  if (words === undefined) return undefined;
  const line = shorten(words, max).replaceAll(/\s+/g, " ").trim();
  return line === "" ? undefined : line;
}

/** A line counted from 1; undefined for anything else. */
export function lineNumber(line: unknown): number | undefined {
  return typeof line === "number" && Number.isSafeInteger(line) && line > 0 ? line : undefined;
}

/** The first line of `"12"`, `"12-14"` or `12`, as tools write lines and ranges of them. */
export function firstLine(line: unknown): number | undefined {
  if (typeof line !== "string") return lineNumber(line);
  const digits = /^\d{1,9}/.exec(line.trim())?.[0];
  return digits === undefined ? undefined : lineNumber(Number(digits));
}
