import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type CsvRecord, hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { lose } from "../vulnerabilities/vulnerability-sink.ts";
import { bracketed, type ProwlerCheck, prowlerDoubts, readCheck } from "./prowler-check.ts";
import { survey, surveyed } from "./survey.ts";

/** Prowler CSV: versions 2 (commas), 3, and 4 and 5, which share their columns (semicolons). */
export const prowlerCsv: Format = {
  id: "prowler-csv",
  title: "Prowler CSV",
  sign: "a CSV with the columns TITLE_ID, CHECK_RESULT, TITLE_TEXT; or CHECK_ID, STATUS and FINDING_UNIQUE_ID or FINDING_UID",
  versions: ["v2", "v3", "v4", "v5"],
  kinds: ["cnapp"],
  detect: (document) => shapeOf(document) !== undefined,
  read,
};

type Source = ProwlerCheck["source"];

type Shape = {
  readonly version: string;
  /** Columns that tell the version. */
  readonly columns: readonly string[];
  readonly check: (row: CsvRecord, source: Source) => ProwlerCheck;
};

const shapes: readonly Shape[] = [
  { version: "v2", columns: ["TITLE_ID", "CHECK_RESULT", "TITLE_TEXT"], check: version2 },
  { version: "v3", columns: ["FINDING_UNIQUE_ID", "CHECK_ID", "STATUS"], check: version3 },
  { version: "v4", columns: ["FINDING_UID", "CHECK_ID", "STATUS", "PROWLER_VERSION"], check: version4 },
];

function shapeOf(document: Document): Shape | undefined {
  return shapes.find(({ columns }) => hasColumns(document, columns));
}

function read(document: Document, origin: Origin): Reading {
  const shape = shapeOf(document);
  const desk = { sink: postureSink(origin.name), found: survey() };
  for (const row of recordsOf(document)) {
    const source = { input: origin.name, pointer: row.pointer };
    if (row.isShifted) lose(desk.sink, "checks", shifted);
    else if (shape !== undefined) readCheck(shape.check(row, source), desk);
  }
  const coverage = surveyed(desk.found, prowlerDoubts(desk));
  const formatVersion = coverage.toolVersion?.startsWith("5.") === true ? "v5" : shape?.version;
  return postureReading(desk.sink, { coverage, sorts: ["checks"], formatVersion }, false);
}

function version2({ cell }: CsvRecord, source: Source): ProwlerCheck {
  const title = cell("TITLE_TEXT");
  return {
    id: bracketed(title) ?? cell("TITLE_ID"),
    status: cell("CHECK_RESULT"),
    severity: cell("CHECK_SEVERITY"),
    message: cell("CHECK_RESULT_EXTENDED") ?? title,
    resource: cell("CHECK_RESOURCE_ID") ?? cell("ACCOUNT_NUM"),
    uid: undefined,
    date: cell("ASSESSMENT_START_TIME"),
    source,
  };
}

function version3({ cell }: CsvRecord, source: Source): ProwlerCheck {
  return {
    ...common(cell),
    resource: cell("RESOURCE_ARN") ?? cell("RESOURCE_ID") ?? cell("ACCOUNT_ID"),
    uid: cell("FINDING_UNIQUE_ID"),
    date: cell("ASSESSMENT_START_TIME"),
    source,
  };
}

function version4({ cell }: CsvRecord, source: Source): ProwlerCheck {
  return {
    ...common(cell),
    resource: cell("RESOURCE_UID") ?? cell("RESOURCE_NAME") ?? cell("ACCOUNT_UID"),
    uid: cell("FINDING_UID"),
    date: cell("TIMESTAMP"),
    version: cell("PROWLER_VERSION"),
    isMuted: cell("MUTED")?.toLowerCase() === "true",
    source,
  };
}

function common(cell: CsvRecord["cell"]): Pick<ProwlerCheck, "id" | "status" | "severity" | "message"> {
  return {
    id: cell("CHECK_ID"),
    status: cell("STATUS"),
    severity: cell("SEVERITY"),
    message: cell("STATUS_EXTENDED") ?? cell("CHECK_TITLE"),
  };
}
