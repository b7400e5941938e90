import type { CsvRow } from "../../../standards/csv.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { csvRows } from "../forms.ts";
import { isDesignHeader } from "./design-columns.ts";
import { type DesignRow, readDesignRows } from "./design-rows.ts";

/** Design table as CSV: one header line, one row for each component or for each threat to one (DESIGN §10). */
export const designCsv: Format = {
  id: "design-csv",
  title: "design CSV",
  sign: "a CSV whose header names components, and a column that only a design has",
  versions: [],
  kinds: ["design"],
  detect: (document) => isDesignHeader(headerOf(csvRows(document))),
  read,
};

function headerOf(rows: readonly CsvRow[]): readonly string[] {
  return (rows[0]?.cells ?? []).map((cell) => cell.trim());
}

function read(document: Document, origin: Origin): Reading {
  const rows = csvRows(document);
  const header = headerOf(rows);
  const records = rows.slice(1);
  const table = readDesignRows(
    records.map((row) => toDesignRow(row, header)),
    origin.name,
  );
  return {
    coverage: { targets: table.components.length, doubts: table.doubts },
    accounts: [table.account],
    notices: [...table.notices, ...lengthNotices(records, header.length)],
    items: { design: table.components },
  };
}

/** A row under its header. A cell beyond the header is kept under its number. */
export function toDesignRow(row: CsvRow, header: readonly string[]): DesignRow {
  const cells = row.cells.map((cell, index) => [header[index] || `column ${index + 1}`, cell] as const);
  return { place: `line ${row.line}`, cells };
}

/** A row of another length may have a separator too many or too few, so that its cells stand under wrong headers. */
function lengthNotices(rows: readonly CsvRow[], length: number): readonly string[] {
  const odd = rows.filter(({ cells }) => cells.length !== length && cells.some((cell) => cell.trim() !== ""));
  const first = odd[0];
  if (first === undefined) return [];
  const others = odd.length > 1 ? ` (and ${odd.length - 1} more rows of another length)` : "";
  return [`line ${first.line}: the row has ${first.cells.length} cells and the header ${length}${others}`];
}
