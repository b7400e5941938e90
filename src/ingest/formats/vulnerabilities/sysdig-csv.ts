import { optional } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type CsvRecord, headerOf, recordsOf, shifted } from "../csv-records.ts";
import { type SysdigRecord, toSysdigObservation } from "./sysdig-record.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Sysdig's vulnerability reports as CSV: of workloads, of images, and of the pipeline scanner. */
export const sysdigCsv: Format = {
  id: "sysdig-csv",
  title: "Sysdig vulnerability CSV",
  sign: "a CSV with a vulnerability, its severity, Package Name, Package Version and Risk Accepted in one of Sysdig's spellings",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

/** Headers of the exports, by the columns that no other tool's table has together. */
const headers: readonly (readonly string[])[] = [
  ["Vulnerability ID", "Severity", "Package name", "Package version", "Package path", "Risk accepted"],
  ["Vulnerability Name", "Vulnerability Severity", "Package Name", "Package Version", "Risk Accepted"],
  ["CVE ID", "CVE Severity", "CVSS Score Version", "Package Name", "Package Version", "Risk Accepted"],
];

function detect(document: Document): boolean {
  const header = new Set(headerOf(document));
  return headers.some((columns) => columns.every((column) => header.has(column)));
}

function read(document: Document, origin: Origin): Reading {
  const sink = vulnerabilitySink(origin.name);
  const rows = recordsOf(document);
  for (const row of rows) readRow(row, sink);
  const images = new Set(rows.flatMap((row) => imageOf(row) ?? []));
  const coverage = {
    tool: "sysdig",
    ...optional("targets", images.size > 0 ? images.size : undefined),
    doubts: rows.length === 0 ? ["the table has no row and names nothing that was scanned"] : [],
  };
  return vulnerabilityReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

function imageOf(row: CsvRecord): string | undefined {
  return row.isShifted ? undefined : (row.cell("Image ID") ?? row.cell("Image") ?? row.cell("Image Name"));
}

function readRow(row: CsvRecord, sink: VulnerabilitySink): void {
  const source = { input: sink.input, pointer: row.pointer };
  const observation = row.isShifted ? undefined : toSysdigObservation(toRecord(row), source);
  if (observation !== undefined) keep(sink, "vulnerabilities", observation);
  else lose(sink, "vulnerabilities", row.isShifted ? shifted : "no vulnerability id or package");
}

function toRecord(row: CsvRecord): SysdigRecord {
  const first = (...columns: readonly string[]): string | undefined =>
    columns.map(row.cell).find((cell) => cell !== undefined);
  return {
    id: first("Vulnerability ID", "Vulnerability Name", "CVE ID"),
    word: first("Severity", "Vulnerability Severity", "CVE Severity"),
    name: first("Package name", "Package Name"),
    version: first("Package version", "Package Version"),
    type: first("Package type", "Package Type"),
    cvssVersion: first("CVSS version", "CVSS Version", "CVSS Score Version"),
    score: first("CVSS score", "CVSS Score"),
    vector: first("CVSS vector", "CVSS Vector"),
    fix: first("Fix version", "Fix Version"),
    epss: first("EPSS Score"),
    accepted: first("Risk accepted", "Risk Accepted"),
  };
}
