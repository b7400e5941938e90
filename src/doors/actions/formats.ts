import type { Runtime } from "../../domain/runtime.ts";
import { toFormats } from "../../ingest/declared/declared-format.ts";
import { formats } from "../../ingest/formats/index.ts";
import { renderFormats } from "../../render/formats.ts";
import { loadOverlay, type OverlayRequest } from "./overlay.ts";
import type { Result } from "./result.ts";

/** `formats`: the table of formats, those that the overlay declares among them, in text order of their ids. */
export function listFormats(request: OverlayRequest, runtime: Runtime): Result {
  const declared = toFormats(loadOverlay(request, runtime).overlay.formats);
  const rows = [...formats, ...declared]
    .map(({ id, title, versions, kinds, sign }) => ({ id, title, versions, kinds, sign }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { text: renderFormats(rows), json: { formats: rows }, exitCode: 0 };
}
