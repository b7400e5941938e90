import { formats } from "../../ingest/formats/index.ts";
import { renderFormats } from "../../render/formats.ts";
import type { Result } from "./result.ts";

/** `formats`: the table of formats, in text order of their ids. */
export function listFormats(): Result {
  const rows = formats
    .map(({ id, title, versions, kinds, sign }) => ({ id, title, versions, kinds, sign: sign ?? "its content" }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { text: renderFormats(rows), json: { formats: rows }, exitCode: 0 };
}
