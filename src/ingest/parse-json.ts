import { FixopsError } from "../domain/error.ts";
import { parseJson, parseJsonStream, scanJson } from "../standards/json.ts";
import type { JsonFault } from "../standards/json-fault.ts";
import { duplicateKeys, forbiddenKeys, type KeyPlace } from "../standards/json-keys.ts";
import { mendHalfPairs } from "./half-pairs.ts";
import { surveyNames } from "./names.ts";

/** A parsed text with the names that a parser would swallow without a word. */
export type ParsedValues = {
  /** One value, or those of a stream: JSON Lines, values end to end, YAML documents; empty documents are left out. */
  readonly values: readonly unknown[];
  /** Names that an object repeats; JSON.parse keeps the last of each. */
  readonly repeated: readonly KeyPlace[];
  /** `__proto__`, `constructor` and `prototype` used as names. */
  readonly reserved: readonly KeyPlace[];
  /** Halves of surrogate pairs that were replaced by U+FFFD. */
  readonly halfPairs: number;
};

/** More places than this are no news. */
const maxPlaces = 1000;

/**
 * JSON text to its value or values. The depth is measured on the UTF-8 bytes before anything recursive reads them.
 * Throws INPUT_TOO_DEEP, INPUT_TRUNCATED, INPUT_MALFORMED with line and column.
 */
export function readJson(text: string, utf8: Uint8Array, file: string, maxDepth: number): ParsedValues {
  const { keys } = scan(utf8, file, maxDepth);
  const mended = mendHalfPairs(text);
  const values = valuesOf(mended.text, file);
  const names = surveyNames(values);
  return {
    values,
    repeated: names.total !== keys ? duplicateKeys(text, maxPlaces) : [],
    reserved: names.hasReserved ? forbiddenKeys(text, maxPlaces) : [],
    halfPairs: mended.count,
  };
}

function valuesOf(text: string, file: string): readonly unknown[] {
  const parsed = parseJson(text);
  if (parsed.ok) return [parsed.value];
  const values = parsed.fault.kind === "syntax" ? streamValues(text, file) : undefined;
  if (values === undefined) throw jsonError(parsed.fault, file);
  return values;
}

/** Values in one file: many times what scanners write, and few enough that empty ones cannot fill the memory. */
const maxValues = 250_000;

function streamValues(text: string, file: string): readonly unknown[] | undefined {
  try {
    return parseJsonStream(text, maxValues);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const hint = "split the file, or have the tool write one JSON document";
    throw new FixopsError("INPUT_TOO_LARGE", cause.message, { where: { file }, hint, cause });
  }
}

function scan(utf8: Uint8Array, file: string, maxDepth: number): { readonly keys: number } {
  try {
    return scanJson(utf8, maxDepth);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw tooDeep(file, maxDepth, cause);
  }
}

/** INPUT_TOO_DEEP for a document whose nesting passes the limit. */
export function tooDeep(file: string, maxDepth: number, cause: unknown): FixopsError {
  return new FixopsError("INPUT_TOO_DEEP", `the document is nested deeper than ${maxDepth} levels`, {
    where: { file },
    hint: "check that the file is what the tool wrote: reports nest a few dozen levels at most",
    cause,
  });
}

/** The error for a text that is not JSON, with its place. */
export function jsonError(fault: JsonFault, file: string): FixopsError {
  const where = { file, line: fault.line, column: fault.column };
  if (fault.kind === "truncated") {
    const hint = "write the report again: the tool was stopped, or the disk was full";
    return new FixopsError("INPUT_TRUNCATED", `the JSON ends in the middle: ${fault.detail}`, { where, hint });
  }
  if (fault.kind === "leading_text") {
    const hint = "send the tool's log elsewhere, for example with 2>/dev/null, so that the file holds only the JSON";
    return new FixopsError("INPUT_MALFORMED", fault.detail, { where, hint });
  }
  const hint = "have the tool write the report again; the file may have been edited, or hold several reports";
  return new FixopsError("INPUT_MALFORMED", `the file is not valid JSON: ${fault.detail}`, { where, hint });
}
