import type { Document } from "../format.ts";
import { csvRows } from "./forms.ts";

/** One row of a table under its header. */
export type CsvRecord = {
  /** `line N`, where the row begins. */
  readonly pointer: string;
  /** The cell of a column without the white space around it; undefined when it is empty or there is no such column. */
  readonly cell: (column: string) => string | undefined;
  /** True when the row has more cells than the header, so that its cells may stand under wrong names. */
  readonly isShifted: boolean;
};

/** The names in the header, without the white space around them. */
export function headerOf(document: Document): readonly string[] {
  return (csvRows(document)[0]?.cells ?? []).map((cell) => cell.trim());
}

/** True when the header has all of `columns`. */
export function hasColumns(document: Document, columns: readonly string[]): boolean {
  const header = new Set(headerOf(document));
  return columns.every((column) => header.has(column));
}

/** The rows below the header. Of two columns of one name the first counts. */
export function recordsOf(document: Document): readonly CsvRecord[] {
  const header = headerOf(document);
  const places = new Map<string, number>();
  for (const [index, name] of header.entries()) if (!places.has(name)) places.set(name, index);
  return csvRows(document)
    .slice(1)
    .map(({ cells, line }) => ({
      pointer: `line ${line}`,
      cell: (column) => filled(cells[places.get(column) ?? cells.length]),
      isShifted: cells.slice(header.length).some((cell) => cell.trim() !== ""),
    }));
}

function filled(cell: string | undefined): string | undefined {
  const trimmed = cell?.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** Why a row with too many cells cannot be used. */
export const shifted = "the row has more cells than the header";
