import { positionText } from "../domain/error.ts";
import type { InspectionRecord } from "../domain/inspection.ts";
import { maxSchemaFaults, type SchemaName } from "../domain/schema-validity.ts";
import { counted } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";
import { countsText } from "./facts.ts";

/** Files as a list for people: what each is, what told it, what it covers, what is doubtful; at the end how many. */
export function renderInspection(files: readonly InspectionRecord[]): string {
  return [...files.flatMap((file) => [...lines(file), ""]), summary(files), ""].map(visibleText).join("\n");
}

function lines(file: InspectionRecord): readonly string[] {
  return file.outcome === "refused" ? refusedLines(file) : readLines(file);
}

type Read = Extract<InspectionRecord, { outcome: "read" }>;

type Refused = Extract<InspectionRecord, { outcome: "refused" }>;

function refusedLines({ name, error }: Refused): readonly string[] {
  const { code, message, where, hint } = error;
  const { line, column, pointer } = where ?? {};
  const place = pointer ?? (line === undefined ? "" : positionText({ line, ...(column !== undefined && { column }) }));
  return [
    `refused   ${name}`,
    `  ${code}: ${message}${place === "" ? "" : `  at ${place}`}`,
    ...(hint === undefined ? [] : [`  to do: ${hint}`]),
  ];
}

function readLines(file: Read): readonly string[] {
  const { doubts } = file.coverage;
  const version = file.format_version === undefined ? "" : ` ${file.format_version}`;
  return [
    `${doubts.length === 0 ? "read     " : "doubtful "} ${file.name}`,
    `  ${file.title}${version} (${file.format}), told by ${file.recognised_by}; serves ${file.kinds.join(", ")}`,
    ...indented([countsText(file), coverageText(file), schemaText(file)]),
    ...file.accounts.flatMap(({ items, not_applicable }) =>
      not_applicable.map(({ reason, count }) => `  not used: ${count} of the ${items}: ${reason}`),
    ),
    ...doubts.map((doubt) => `  doubt: ${doubt}`),
    ...file.notices.map((notice) => `  note: ${notice}`),
  ];
}

function indented(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text !== "").map((text) => `  ${text}`);
}

/** What the tool says that it looked at; empty when it says nothing. */
function coverageText({ coverage }: Read): string {
  const { tool, tool_version: version, targets, rules, database_date: database, generated_at: made } = coverage;
  return [
    tool === undefined ? [] : [`by ${tool}${version === undefined ? "" : ` ${version}`}`],
    made === undefined ? [] : [`made ${made}`],
    database === undefined ? [] : [`database of ${database}`],
    targets === undefined ? [] : [`targets ${targets}`],
    rules === undefined ? [] : [`rules ${rules}`],
  ]
    .flat()
    .join(", ");
}

/** Empty when the schema was not asked. */
function schemaText({ coverage: { schema } }: Read): string {
  if (schema.status === "valid") return `schema valid (${nameOf(schema.schema)})`;
  const first = schema.status === "invalid" ? schema.faults[0] : undefined;
  if (schema.status !== "invalid" || first === undefined) return "";
  const { length } = schema.faults;
  const place = `at ${first.pointer === "" ? "the top" : first.pointer}: ${first.message}`;
  return `schema invalid (${nameOf(schema.schema)}): ${length === 1 ? place : `${howMany(length)}, first ${place}`}`;
}

function howMany(faults: number): string {
  return faults === maxSchemaFaults ? `${faults} faults or more` : `${faults} faults`;
}

function nameOf({ name, version }: SchemaName): string {
  return version === undefined ? name : `${name} ${version}`;
}

function summary(files: readonly InspectionRecord[]): string {
  const refused = files.filter((file) => file.outcome === "refused").length;
  const doubtful = files.filter((file) => file.outcome === "read" && file.coverage.doubts.length > 0).length;
  return `${counted(files.length, "file")}: ${files.length - refused} read (${doubtful} with doubts), ${refused} refused`;
}
