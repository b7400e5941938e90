import { FixopsError } from "../domain/error.ts";
import type { InputKind } from "../domain/input-file.ts";
import { isObject } from "../standards/wire.ts";
import type { Document, Format } from "./format.ts";
import { firstLine, quote } from "./visible.ts";

/** Keys that a message names. */
const maxKeys = 8;

/** Formats that a hint names. */
const maxTitles = 6;

/** Characters of a key that a message shows. */
const maxKeyLength = 40;

/**
 * The format of a document: the first in the table that says "mine". Where several do, the one that serves
 * the kind that the flag promised, since a list of components may be a design as well as a context.
 * Throws INPUT_NOT_RECOGNISED, naming what is there and what the flag takes.
 */
export function recognise(
  document: Document,
  formats: readonly Format[],
  input: { readonly name: string; readonly expected?: InputKind },
): Format {
  const { expected } = input;
  if (isVoid(document))
    throw refuse("the report says nothing: the whole file is an empty object or list", input, formats);
  const promised = formats.filter(({ kinds }) => expected !== undefined && kinds.includes(expected));
  // Nobody is asked after the first who says "mine": some look at every element of a list.
  const format = promised.find(({ detect }) => detect(document)) ?? formats.find(({ detect }) => detect(document));
  if (format === undefined) throw refuse(`no reader knows the format: ${describe(document)}`, input, formats);
  return format;
}

/** `{}` and `[]`: of every format and of none. */
function isVoid(document: Document): boolean {
  if (document.form !== "json" && document.form !== "yaml") return false;
  const { value } = document;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function refuse(
  message: string,
  input: { readonly name: string; readonly expected?: InputKind },
  formats: readonly Format[],
): FixopsError {
  const { expected } = input;
  const accepted = formats.filter(({ kinds }) => expected === undefined || kinds.includes(expected));
  const flag = expected === undefined ? "--input" : `--${expected}`;
  const titles = accepted.slice(0, maxTitles).map(({ title }) => title);
  const more = accepted.length > titles.length ? ", and what `fixops formats` lists" : "";
  const hint = `give ${flag} one of these: ${titles.join(", ")}${more}`;
  return new FixopsError("INPUT_NOT_RECOGNISED", message, { where: { file: input.name }, hint });
}

function describe(document: Document): string {
  switch (document.form) {
    case "csv":
      return `a CSV with the header ${keyList(document.rows[0]?.cells ?? [])}`;
    case "xml":
      return `XML with the root element <${quote(document.root.name, maxKeyLength)}>`;
    case "text":
      return `text with the first line ${quote(firstLine(document.text), maxKeyLength)}`;
    case "stream":
      return `${document.values.length} values, the first ${describeValue(document.values[0])}`;
    case "json":
    case "yaml":
      return describeValue(document.value);
  }
}

function describeValue(value: unknown): string {
  if (!Array.isArray(value)) return `an object with the keys ${keyList(keysOf(value))}`;
  const first: unknown = value[0];
  const what = isObject(first) ? `objects with the keys ${keyList(keysOf(first))}` : "values that are no objects";
  return `a list of ${value.length} ${what}`;
}

function keysOf(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function keyList(keys: readonly string[]): string {
  const shown = keys.slice(0, maxKeys).map((key) => quote(key, maxKeyLength));
  const more = keys.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
