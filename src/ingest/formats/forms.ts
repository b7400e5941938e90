import type { CsvRow } from "../../standards/csv.ts";
import type { XmlElement } from "../../standards/xml.ts";
import type { Document } from "../format.ts";

/** What a document holds in one form; undefined (or nothing) in any other, which a reader of that form says "not mine" to. */

export function jsonValue(document: Document): unknown {
  return document.form === "json" ? document.value : undefined;
}

/** Of JSON or YAML: formats that people write are given as either. */
export function dataValue(document: Document): unknown {
  return document.form === "json" || document.form === "yaml" ? document.value : undefined;
}

/** The values of JSON Lines, one line of which is plain JSON. */
export function jsonValues(document: Document): readonly unknown[] {
  if (document.form === "stream") return document.syntax === "json" ? document.values : [];
  return document.form === "json" ? [document.value] : [];
}

export function xmlRoot(document: Document): XmlElement | undefined {
  return document.form === "xml" ? document.root : undefined;
}

export function csvRows(document: Document): readonly CsvRow[] {
  return document.form === "csv" ? document.rows : [];
}

export function plainText(document: Document): string | undefined {
  return document.form === "text" ? document.text : undefined;
}
