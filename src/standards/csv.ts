import { syntaxErrorAt } from "./position.ts";

/** The separators that `parseCsv` tells apart. */
export type CsvDelimiter = "," | ";" | "\t";

/** One record: its cells, unquoted, and the 1-based line where it starts. */
export type CsvRow = { readonly cells: readonly string[]; readonly line: number };

/** A read file: its records, the header among them, and the separator of its first line. */
export type CsvTable = { readonly rows: readonly CsvRow[]; readonly delimiter: CsvDelimiter };

/** Where the reader stands; `line` counts CRLF, LF and CR alike, also inside quotes. */
type Cursor = { at: number; line: number; lineStart: number };

const DELIMITERS = [",", ";", "\t"] as const;

/**
 * RFC 4180, and what spreadsheets write: LF or CR alone end a line, `;` or a tab may separate (found in the header
 * line, the most frequent outside quotes wins), empty lines are skipped. Cells keep their white space.
 * Throws a SyntaxError with its place (`positionOf`) for a quote without end and for text after a closing quote.
 */
export function parseCsv(text: string): CsvTable {
  const delimiter = sniffDelimiter(text);
  const cursor: Cursor = { at: 0, line: 1, lineStart: 0 };
  const rows: CsvRow[] = [];
  while (cursor.at < text.length) {
    const { line } = cursor;
    if (isLineEnd(text, cursor.at)) skipLineEnd(text, cursor);
    else rows.push({ cells: readRecord(text, cursor, delimiter), line });
  }
  return { rows, delimiter };
}

function sniffDelimiter(text: string): CsvDelimiter {
  const counts = countBareCharacters(text);
  let best: CsvDelimiter = ",";
  for (const candidate of DELIMITERS) {
    if ((counts.get(candidate) ?? 0) > (counts.get(best) ?? 0)) best = candidate;
  }
  return best;
}

/** Characters of the first record that stand outside quotes. */
function countBareCharacters(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let isQuoted = false;
  for (let at = 0; at < text.length && (isQuoted || !isLineEnd(text, at)); at++) {
    const char = text.charAt(at);
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  return counts;
}

function readRecord(text: string, cursor: Cursor, delimiter: string): readonly string[] {
  const cells = [readCell(text, cursor, delimiter)];
  while (text[cursor.at] === delimiter) {
    cursor.at++;
    cells.push(readCell(text, cursor, delimiter));
  }
  if (cursor.at < text.length) skipLineEnd(text, cursor);
  return cells;
}

function readCell(text: string, cursor: Cursor, delimiter: string): string {
  return text[cursor.at] === '"' ? readQuoted(text, cursor, delimiter) : readBare(text, cursor, delimiter);
}

function readBare(text: string, cursor: Cursor, delimiter: string): string {
  const start = cursor.at;
  while (cursor.at < text.length && text[cursor.at] !== delimiter && !isLineEnd(text, cursor.at)) cursor.at++;
  return text.slice(start, cursor.at);
}

/** RFC 4180 §2, 5–7: two quotes inside are one; after the closing one stands a separator or the end of the line. */
function readQuoted(text: string, cursor: Cursor, delimiter: string): string {
  const opening = placeOf(cursor);
  const parts: string[] = [];
  let start = cursor.at + 1;
  let end = text.indexOf('"', start);
  while (end !== -1 && text[end + 1] === '"') {
    parts.push(text.slice(start, end + 1));
    start = end + 2;
    end = text.indexOf('"', start);
  }
  if (end === -1) throw syntaxErrorAt(`the quote opened at line ${opening.line} is never closed`, opening);
  parts.push(text.slice(start, end));
  followLines(text, cursor, end + 1);
  if (cursor.at < text.length && text[cursor.at] !== delimiter && !isLineEnd(text, cursor.at)) {
    throw syntaxErrorAt("text stands after the closing quote of a cell", placeOf(cursor));
  }
  return parts.join("");
}

/** Moves to `end`, counting the line ends on the way. */
function followLines(text: string, cursor: Cursor, end: number): void {
  while (cursor.at < end) {
    if (isLineEnd(text, cursor.at)) skipLineEnd(text, cursor);
    else cursor.at++;
  }
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x0a || code === 0x0d;
}

function skipLineEnd(text: string, cursor: Cursor): void {
  cursor.at += text.startsWith("\r\n", cursor.at) ? 2 : 1;
  cursor.line++;
  cursor.lineStart = cursor.at;
}

function placeOf(cursor: Cursor): { readonly line: number; readonly column: number; readonly offset: number } {
  return { line: cursor.line, column: cursor.at - cursor.lineStart + 1, offset: cursor.at };
}
