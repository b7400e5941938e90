import { plain } from "./vocabulary.ts";

/** What a column of requirements is about. */
export type RequirementColumn = "id" | "feature" | "controls" | "dataClasses" | "pii" | "internetFacing" | "notes";

/** Header names (DESIGN §10) and those of the same meaning in the field, plainly spelled. */
const columns: ReadonlyMap<string, RequirementColumn> = new Map([
  ["requirementid", "id"],
  ["reqid", "id"],
  ["id", "id"],
  ["feature", "feature"],
  ["requirement", "feature"],
  ["controlrefs", "controls"],
  ["controls", "controls"],
  ["dataclass", "dataClasses"],
  ["dataclassification", "dataClasses"],
  ["pii", "pii"],
  ["internetfacing", "internetFacing"],
  ["notes", "notes"],
]);

/** What a header name stands for; undefined when the product does not know it. */
export function requirementColumnOf(header: string): RequirementColumn | undefined {
  return columns.get(plain(header));
}

/** Headers that only requirements have. */
const telling: ReadonlySet<string> = new Set(["requirementid", "reqid", "controlrefs"]);

/** True when the headers are those of requirements: one tells it by itself, and none names a component of a design. */
export function isRequirementHeader(headers: readonly string[]): boolean {
  const given = headers.map(plain);
  return given.some((header) => telling.has(header)) && !given.includes("component");
}
