import type { Finding } from "../../../domain/finding.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { type CsvRecord, hasColumns, headerOf, recordsOf, shifted } from "../csv-records.ts";
import { maxMessage, noMessage, oneLine } from "../findings/report-text.ts";
import { csvRows } from "../forms.ts";
import { observationOf } from "./observation.ts";
import { keepFinding, type PostureSink, postureReading, postureSink } from "./posture-sink.ts";
import { fixesOfStatus, prismaPackage, prismaScores } from "./prisma-words.ts";
import { keep, lose } from "./vulnerability-sink.ts";

/** The console's export of image, host and registry scans: a row for each vulnerability or compliance issue. */
export const prismaCsv: Format = {
  id: "prisma-csv",
  title: "Prisma Cloud console CSV",
  sign: "a CSV with the columns CVE ID, Compliance ID, Severity, Packages, Fix Status",
  versions: [],
  kinds: ["cve", "cnapp"],
  detect: (document) => hasColumns(document, ["CVE ID", "Compliance ID", "Severity", "Packages", "Fix Status"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const targets = new Set<string>();
  // The older export has two columns of this name: what was scanned, then the type of the package.
  const typeColumn = headerOf(document).lastIndexOf("Type");
  const rows = csvRows(document).slice(1);
  for (const [index, record] of recordsOf(document).entries()) {
    const target = targetOf(record);
    if (target !== undefined && !record.isShifted) targets.add(target);
    readRow({ record, type: rows[index]?.cells[typeColumn]?.trim().toLowerCase() }, sink);
  }
  const isNamed = targets.size > 0;
  const coverage = {
    tool: "prisma-cloud",
    ...optional("targets", isNamed ? targets.size : undefined),
    doubts: isNamed ? [] : ["the table names no image, host or function"],
  };
  return postureReading(sink, { coverage, sorts: ["matches"] });
}

type Row = { readonly record: CsvRecord; readonly type: string | undefined };

/** `registry/repository:tag`, as far as the row has them. */
function targetOf(row: CsvRecord): string | undefined {
  const repository = row.cell("Repository");
  const path = [row.cell("Registry"), repository].filter((part) => part !== undefined).join("/");
  const tag = row.cell("Tag");
  if (repository === undefined) return row.cell("Id") ?? row.cell("Hostname") ?? row.cell("Hosts");
  return tag === undefined ? path : `${path}:${tag}`;
}

function readRow(row: Row, sink: PostureSink): void {
  const { record } = row;
  const id = record.cell("CVE ID");
  if (record.isShifted) lose(sink, "matches", shifted);
  else if (id === undefined) readCompliance(record, sink);
  else readVulnerability(id, row, sink);
}

/** Of several binary packages the source package is the one that has the flaw; without it each has. */
function readVulnerability(id: string, { record, type }: Row, sink: PostureSink): void {
  const names = packageNames(record);
  if (names.length === 0) lose(sink, "matches", "no package name");
  for (const name of names) {
    const observation = observationOf({
      id,
      package: prismaPackage(name, record.cell("Package Version"), type),
      word: record.cell("Severity"),
      cvss: prismaScores(scoreOf(record.cell("CVSS")), undefined),
      fixedIn: fixesOfStatus(record.cell("Fix Status")),
      title: record.cell("Description"),
      tool: "prisma-cloud",
      source: { input: sink.input, pointer: record.pointer },
    });
    keep(sink, "matches", observation);
  }
}

function packageNames(record: CsvRecord): readonly string[] {
  const source = record.cell("Source Package");
  const names = source === undefined ? (record.cell("Packages")?.split(/[;,]/) ?? []) : [source];
  return names.map((name) => name.trim()).filter((name) => name !== "");
}

function scoreOf(cell: string | undefined): number | undefined {
  return cell !== undefined && /^\d{1,2}(?:\.\d{1,3})?$/.test(cell) ? Number(cell) : undefined;
}

function readCompliance(row: CsvRecord, sink: PostureSink): void {
  const ruleId = row.cell("Compliance ID");
  if (ruleId === undefined) {
    lose(sink, "checks", "neither a CVE nor a compliance id");
    return;
  }
  const level = row.cell("Severity") ?? "";
  const finding: Finding = {
    ruleId: shorten(ruleId, maxMessage),
    tool: "prisma-cloud",
    level,
    severity: severityOfWord(level),
    message: oneLine(row.cell("Description"), maxMessage) ?? noMessage,
    location: {},
    ...optional("resource", targetOf(row)),
    cwes: [],
    vulnerabilityIds: [],
    source: { input: sink.input, pointer: row.pointer },
  };
  keepFinding(sink, "checks", finding);
}
