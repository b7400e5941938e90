import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { dataValue } from "../forms.ts";
import { isForeign } from "./context-keys.ts";
import { headersOf, toDataRow } from "./design-data.ts";
import { isRequirementHeader, requirementColumnOf } from "./requirement-columns.ts";
import { readRequirementRows } from "./requirement-rows.ts";

/** Security requirements as JSON or YAML: a list, or an object with the list under `requirements` (DESIGN §10). */
export const requirementsData: Format = {
  id: "requirements-data",
  title: "requirements list",
  sign: "`requirements` with entries that have an id, a feature or controls, or a list whose entries have `requirement_id` or `control_refs`",
  versions: [],
  kinds: ["requirements"],
  detect: (document) => isRequirements(dataValue(document)),
  read,
};

function isRequirements(value: unknown): boolean {
  if (Array.isArray(value)) return isRequirementHeader(headersOf(value));
  if (!isObject(value) || isForeign(value)) return false;
  const rows = field(value, "requirements");
  if (!Array.isArray(rows)) return false;
  const headers = headersOf(rows);
  return isRequirementHeader(headers) || headers.filter((one) => requirementColumnOf(one) !== undefined).length >= 2;
}

function read(document: Document, origin: Origin): Reading {
  const value = dataValue(document);
  const isList = Array.isArray(value);
  const list: unknown = isList ? value : field(value, "requirements");
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  const tokens = isList ? [] : ["requirements"];
  return readRequirementRows(
    rows.map((row, index) => toDataRow(row, pointer(...tokens, index), isListColumn)),
    origin.name,
  );
}

/** Controls and data classes may be lists. */
function isListColumn(header: string): boolean {
  return requirementColumnOf(header) !== undefined;
}
