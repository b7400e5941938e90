import { plain } from "./vocabulary.ts";

/** What a column of a design is about. Text columns are named as the member of `DesignComponent`. */
export type DesignColumn = WordColumn | TextColumn | "name";

type WordColumn = "exposure" | "internetFacing" | "authentication" | "dataClasses" | "pii" | "criticality";

/** Columns whose text is kept as it is. */
export const textColumns = [
  "owner",
  "subcomponent",
  "controlScope",
  "description",
  "componentType",
  "trustBoundary",
  "purl",
  "image",
] as const;

export type TextColumn = (typeof textColumns)[number];

/** Header names (DESIGN §10, and `service_name`, `business_criticality` and `pii`, which are as frequent in the field), plainly spelled. */
const columns: ReadonlyMap<string, DesignColumn> = new Map([
  ["component", "name"],
  ["componentname", "name"],
  ["service", "name"],
  ["servicename", "name"],
  ["name", "name"],
  ["exposure", "exposure"],
  ["internetfacing", "internetFacing"],
  ["authentication", "authentication"],
  ["authenticationrequired", "authentication"],
  ["authrequired", "authentication"],
  ["dataclassification", "dataClasses"],
  ["dataclass", "dataClasses"],
  ["pii", "pii"],
  ["criticality", "criticality"],
  ["businesscriticality", "criticality"],
  ["customerimpact", "criticality"],
  ["servicetier", "criticality"],
  ["owner", "owner"],
  ["subcomponent", "subcomponent"],
  ["controlscope", "controlScope"],
  ["description", "description"],
  ["componenttype", "componentType"],
  ["trustboundary", "trustBoundary"],
  ["purl", "purl"],
  ["image", "image"],
]);

/** What a header name stands for; undefined when the product does not know it. */
export function columnOf(header: string): DesignColumn | undefined {
  return columns.get(plain(header));
}

/** Columns that many tables have: an inventory with `name`, `description` and `purl` is not a design. */
const commonColumns: ReadonlySet<DesignColumn> = new Set(["name", "description", "purl", "image"]);

/** Headers that name a component and nothing else; cloud scanners have a `ServiceName`, everyone has a `name`. */
const tellingNames: ReadonlySet<string> = new Set(["component", "componentname"]);

/**
 * True when the headers are those of a design: one names the component, and it is `component`,
 * or another column is about what a design is about, or there is no other column.
 */
export function isDesignHeader(headers: readonly string[]): boolean {
  const known = headers.map(columnOf);
  if (!known.includes("name")) return false;
  if (headers.filter((header) => header.trim() !== "").length === 1) return true;
  if (headers.some((header) => tellingNames.has(plain(header)))) return true;
  return known.some((column) => column !== undefined && !commonColumns.has(column));
}
