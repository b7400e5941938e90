import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type CsvRecord, hasColumns, headerOf, recordsOf, shifted } from "../csv-records.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { lose } from "../vulnerabilities/vulnerability-sink.ts";
import { type GenericFinding, readGeneric } from "./generic-finding.ts";
import { survey, surveyed } from "./survey.ts";

/** The CSV of DefectDojo's generic findings import. */
export const genericCsv: Format = {
  id: "generic-csv",
  title: "DefectDojo generic findings CSV",
  sign: "a CSV with the columns Date, Title, Severity, Description and three of those that DefectDojo adds, such as Mitigation, Active, Verified",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

const required = ["Date", "Title", "Severity", "Description"];

/** Columns that other tables with the required ones do not have together. */
const own: ReadonlySet<string> = new Set([
  "CweId",
  "Mitigation",
  "Impact",
  "Active",
  "Verified",
  "FalsePositive",
  "Duplicate",
]);

function detect(document: Document): boolean {
  return hasColumns(document, required) && headerOf(document).filter((name) => own.has(name)).length > 2;
}

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  const rows = recordsOf(document);
  for (const row of rows) {
    if (row.isShifted) lose(sink, "findings", shifted);
    else readGeneric(findingOf(row, origin), sink, found);
  }
  const doubts = ["the table names no tool", ...(rows.length === 0 ? ["it lists no finding"] : [])];
  const { generatedAt: _, ...coverage } = surveyed(found, doubts);
  return postureReading(sink, { coverage, sorts: ["findings"] }, false);
}

function findingOf({ cell, pointer }: CsvRecord, origin: Origin): GenericFinding {
  return {
    title: cell("Title"),
    severity: cell("Severity"),
    cwes: [cell("CweId") ?? ""],
    ids: [cell("CVE"), cell("Vulnerability Id")].filter((id) => id !== undefined),
    url: cell("Url"),
    date: undefined,
    flags: {
      isDuplicate: isTrue(cell("Duplicate")),
      isMitigated: isTrue(cell("IsMitigated")),
      isFalsePositive: isTrue(cell("FalsePositive")),
    },
    tool: "generic",
    source: { input: origin.name, pointer },
  };
}

function isTrue(given: string | undefined): boolean {
  return given?.toLowerCase() === "true";
}
