import { FixopsError } from "../domain/error.ts";
import type { InputKind } from "../domain/input-file.ts";
import { isObject } from "../standards/wire.ts";
import type { Document, Format } from "./format.ts";
import { firstLine, quote } from "./visible.ts";

/** Keys that a message names. */
const maxKeys = 8;

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
  if (isVoid(document)) throw nothingSaid(input);
  const promised = formats.filter(({ kinds }) => expected !== undefined && kinds.includes(expected));
  // Nobody is asked after the first who says "mine": some look at every element of a list.
  const format = promised.find(({ detect }) => detect(document)) ?? formats.find(({ detect }) => detect(document));
  if (format === undefined) throw refuse(`no reader knows the format: ${describe(document)}`, input);
  return format;
}

/** A list of components may be a design and a context, and a Black Duck export has a column that designs have, too. */
const kindred: ReadonlySet<string> = new Set(["design-data business-context", "blackduck-csv design-csv"]);

/**
 * The other formats that say "mine" of a document: what they would read of it is not seen by the one that was chosen.
 * They are shown the beginnings of its lists, since some look at every element.
 */
export function otherFormats(document: Document, formats: readonly Format[], chosen: Format): readonly Format[] {
  const start = startOf(document);
  const isKindred = (id: string) => kindred.has(`${id} ${chosen.id}`) || kindred.has(`${chosen.id} ${id}`);
  return formats.filter(({ id, detect }) => id !== chosen.id && !isKindred(id) && detect(start));
}

/** Entries of a list that tell what it is a list of. */
const maxEntries = 50;

function startOf(document: Document): Document {
  switch (document.form) {
    case "csv":
      return { ...document, rows: document.rows.slice(0, maxEntries) };
    case "stream":
      return { ...document, values: document.values.slice(0, maxEntries).map(shortened) };
    case "json":
    case "yaml":
      return { ...document, value: Array.isArray(document.value) ? cut(document.value) : shortened(document.value) };
    case "xml":
    case "text":
      return document;
  }
}

function shortened(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cut(member)]));
}

function cut(value: unknown): unknown {
  return Array.isArray(value) && value.length > maxEntries ? value.slice(0, maxEntries) : value;
}

/** `{}` and `[]`: of every format and of none. */
function isVoid(document: Document): boolean {
  if (document.form !== "json" && document.form !== "yaml") return false;
  const { value } = document;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

type Named = { readonly name: string; readonly expected?: InputKind };

function nothingSaid({ name }: Named): FixopsError {
  const message =
    "the report says nothing: the whole file is an empty object or list, which tells neither tool nor target";
  return new FixopsError("INPUT_NOT_RECOGNISED", message, {
    where: { file: name },
    hint: "some tools (Gitleaks, Ruff, Hadolint) write this when they find nothing: have them write SARIF, which names the tool",
  });
}

function refuse(message: string, { name, expected }: Named): FixopsError {
  const flag = expected === undefined ? "--input" : `--${expected}`;
  const hint = `\`fixops formats\` lists what ${flag} takes; leave out what is no report; a scanner of your own can be declared in an overlay (formats)`;
  return new FixopsError("INPUT_NOT_RECOGNISED", message, { where: { file: name }, hint });
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
