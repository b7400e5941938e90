import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, type WireObject } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quote } from "../../visible.ts";
import { dataValue } from "../forms.ts";
import { isContext, isForeign } from "./context-keys.ts";
import { columnOf, isDesignHeader } from "./design-columns.ts";
import { type DesignRow, readDesignRows } from "./design-rows.ts";

/** The design table as JSON or YAML: a list of rows, or an object with the rows under `components` (DESIGN §10). */
export const designData: Format = {
  id: "design-data",
  title: "design list",
  sign: "a list, or `components`, whose entries have a name and a key that only a design has",
  versions: [],
  kinds: ["design"],
  detect: (document) => isDesign(dataValue(document)),
  read,
};

/** Rows that decide what a list is; all of a long one would not say more. */
const sampleSize = 20;

/** Keys beside `components` that say whose design it is, and nothing about it. */
const labels: ReadonlySet<string> = new Set([
  "app_name",
  "application",
  "app",
  "name",
  "version",
  "description",
  "title",
]);

function isDesign(value: unknown): boolean {
  if (Array.isArray(value)) return isDesignHeader(headersOf(value));
  if (!isObject(value) || isContext(value) || isForeign(value)) return false;
  const rows = field(value, "components");
  if (!Array.isArray(rows)) return false;
  return rows.length === 0 ? otherKeys(value).length === 0 : isDesignHeader(headersOf(rows));
}

/** The keys of the first rows, which decide what a list is. */
export function headersOf(rows: readonly unknown[]): readonly string[] {
  return [...new Set(rows.slice(0, sampleSize).flatMap((row) => (isObject(row) ? Object.keys(row) : [])))];
}

function otherKeys(document: WireObject): readonly string[] {
  return Object.keys(document).filter((key) => key !== "components" && !labels.has(key));
}

function read(document: Document, origin: Origin): Reading {
  const value = dataValue(document);
  const isList = Array.isArray(value);
  const list: unknown = isList ? value : field(value, "components");
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  const tokens = isList ? [] : ["components"];
  const table = readDesignRows(
    rows.map((row, index) => toDataRow(row, pointer(...tokens, index), isListColumn)),
    origin.name,
  );
  return {
    coverage: { targets: table.components.length, doubts: table.doubts },
    accounts: [table.account],
    notices: [...keyNotices(value), ...table.notices],
    items: { design: table.components },
  };
}

function keyNotices(value: unknown): readonly string[] {
  const others = isObject(value) ? otherKeys(value) : [];
  return others.slice(0, sampleSize).map((key) => `the key ${quote(key)} is not used`);
}

/** A column of words, of which a row may have a list. */
function isListColumn(header: string): boolean {
  const column = columnOf(header);
  return column !== undefined && column !== "name";
}

/**
 * A row of a table that is written as a list of objects: a list in a column that takes one is one cell for each entry,
 * elsewhere it is kept as JSON. What is no object is one cell under a name that no column has.
 */
export function toDataRow(row: unknown, place: string, takesList: (header: string) => boolean): DesignRow {
  if (!isObject(row)) return { place, cells: isBlank(row) ? [] : [["value", cellText(row)]] };
  return { place, cells: Object.entries(row).flatMap(([header, value]) => toCells(header, value, takesList)) };
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

function toCells(
  header: string,
  value: unknown,
  takesList: (header: string) => boolean,
): readonly (readonly [header: string, value: string])[] {
  if (Array.isArray(value) && takesList(header)) {
    return value.map((entry: unknown) => [header, cellText(entry)]);
  }
  return [[header, cellText(value)]];
}

function cellText(value: unknown): string {
  if (isBlank(value)) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
