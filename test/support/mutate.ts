import fc from "fast-check";
import type { Document } from "../../src/ingest/format.ts";
import type { CsvRow } from "../../src/standards/csv.ts";
import type { XmlElement } from "../../src/standards/xml.ts";

/** What takes the place of a value somewhere in a document: other types, extremes, reserved and half-made names. */
export const intruder: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    0.5,
    "",
    " ",
    "x",
    [],
    {},
    [null],
    [[]],
    "__proto__",
    "\ud800",
    "%",
    "%E0%A4%A",
    "{0}",
    "pkg:",
    "1e999",
    "pkg:npm/%E0%A4%A",
    "urn:cdx:",
    "urn:cdx:a/1#%",
    "constructor",
    "CVE-x",
  ),
  fc.constant(JSON.parse('{"toString":1,"valueOf":1,"__proto__":{"name":"x"}}')),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ maxLength: 12, unit: "binary" }),
);

/** Where, as steps that are taken modulo the number of children; what is done there; with what. */
const oneChange = fc.record({
  path: fc.array(fc.nat(40), { minLength: 1, maxLength: 10 }),
  how: fc.constantFrom("replace", "remove", "repeat"),
  value: intruder,
});

export type Change = typeof oneChange extends fc.Arbitrary<infer T> ? T : never;

/** One to five changes of a document. */
export const changesOfDocument: fc.Arbitrary<readonly Change[]> = fc.array(oneChange, { minLength: 1, maxLength: 5 });

/** The document with the changes made, in order; it keeps its form. */
export function mutated(document: Document, changes: readonly Change[]): Document {
  return changes.reduce(mutatedOnce, document);
}

function mutatedOnce(document: Document, given: Change): Document {
  switch (document.form) {
    case "json":
    case "yaml":
      return { ...document, value: inValue(document.value, given.path, given) };
    case "stream": {
      const values = inValue(document.values, given.path, given);
      return { ...document, values: Array.isArray(values) ? values : [values] };
    }
    case "csv":
      return { ...document, rows: inRows(document.rows, given) };
    case "xml":
      return { ...document, root: inElement(document.root, given.path, given) };
    case "text":
      return { ...document, text: inText(document.text, given) };
  }
}

function inValue(value: unknown, path: readonly number[], given: Change): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return given.value;
  if (Array.isArray(value)) return inList(value, path, given, (child) => inValue(child, rest, given));
  const keys = Object.keys(value);
  const at = keys[step % Math.max(keys.length, 1)];
  const entries = Object.entries(value).flatMap(([key, child]): readonly [string, unknown][] => {
    if (key !== at) return [[key, child]];
    if (rest.length === 0 && given.how === "remove") return [];
    return [[key, inValue(child, rest, given)]];
  });
  return Object.fromEntries(entries);
}

/** A list with the element of a step changed, taken out or written twice; the latter two at the end of the path. */
function inList<T>(list: readonly T[], [step = 0, ...rest]: readonly number[], given: Change, alter: (child: T) => T) {
  const at = step % Math.max(list.length, 1);
  const child = list[at];
  if (child === undefined) return list;
  if (rest.length === 0 && given.how === "remove") return list.toSpliced(at, 1);
  if (rest.length === 0 && given.how === "repeat") return list.toSpliced(at, 0, child);
  return list.with(at, alter(child));
}

function inRows(rows: readonly CsvRow[], given: Change): readonly CsvRow[] {
  const [, ...rest] = given.path;
  const cell = () => textOf(given.value);
  return inList(rows, given.path, given, ({ cells, line }) => ({ line, cells: inList(cells, rest, given, cell) }));
}

function inText(text: string, given: Change): string {
  const [, at = 0] = given.path;
  const lines = inList(text.split("\n"), given.path, given, (old) => cut(old, at, textOf(given.value)));
  return lines.join("\n");
}

/** A text with a piece put in the place of what follows an offset. */
function cut(old: string, at: number, piece: string): string {
  return `${old.slice(0, at)}${piece}${old.slice(at + piece.length)}`;
}

function inElement(element: XmlElement, path: readonly number[], given: Change): XmlElement {
  const [step, ...rest] = path;
  if (step === undefined) return { ...element, name: textOf(given.value) };
  const { children, attributes } = element;
  if (rest.length > 0 && children.length > 0) {
    return { ...element, children: inList(children, path, given, (child) => inElement(child, rest, given)) };
  }
  const text = textOf(given.value);
  const names = [...attributes.keys()];
  const name = names[step % Math.max(names.length, 1)];
  if (name === undefined || step % 2 === 0) return { ...element, text };
  if (given.how === "remove")
    return { ...element, attributes: new Map([...attributes].filter(([key]) => key !== name)) };
  return { ...element, attributes: new Map([...attributes].map(([key, old]) => [key, key === name ? text : old])) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
