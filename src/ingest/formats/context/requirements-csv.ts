import type { Document, Format, Origin, Reading } from "../../format.ts";
import { headerOf } from "../csv-records.ts";
import { csvRows } from "../forms.ts";
import { toDesignRow } from "./design-csv.ts";
import { isRequirementHeader } from "./requirement-columns.ts";
import { readRequirementRows } from "./requirement-rows.ts";

/** Security requirements as CSV: one header line, one requirement a row (DESIGN §10). */
export const requirementsCsv: Format = {
  id: "requirements-csv",
  title: "requirements CSV",
  sign: "a CSV whose header has `requirement_id` or `control_refs`, and no `component`",
  versions: [],
  kinds: ["requirements"],
  detect: (document) => isRequirementHeader(headerOf(document)),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const header = headerOf(document);
  const rows = csvRows(document).slice(1);
  return readRequirementRows(
    rows.map((row) => toDesignRow(row, header)),
    origin.name,
  );
}
