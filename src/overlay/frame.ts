import { maskedText } from "../standards/visible.ts";

/** Columns of a frame line, its gutter included: fits a terminal and the annotation of a CI system. */
const maxColumns = 100;

/**
 * Two lines: the source line, cut around the place when it is long, and a caret under the place.
 * Line and column are counted from 1, the column in UTF-16 code units.
 */
export function caretFrame(text: string, place: { readonly line: number; readonly column: number }): string {
  const gutter = `  ${place.line} | `;
  const line = maskedText(lineOf(text, place.line));
  const width = maxColumns - gutter.length;
  const caret = Math.min(place.column - 1, line.length);
  const start = line.length <= width || caret < width - 1 ? 0 : caret - (width >> 1);
  const end = Math.min(line.length, start + width);
  const cut = `${start > 0 ? "…" : ""}${line.slice(start > 0 ? start + 1 : 0, end < line.length ? end - 1 : end)}`;
  const pad = " ".repeat(gutter.length - 2);
  return `${gutter}${cut}${end < line.length ? "…" : ""}\n${pad}| ${" ".repeat(caret - start)}^`;
}

function lineOf(text: string, line: number): string {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf("\n", start);
    if (end === -1) return "";
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  const found = text.slice(start, end === -1 ? undefined : end);
  return found.endsWith("\r") ? found.slice(0, -1) : found;
}
