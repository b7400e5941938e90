import type { PackageRef } from "../../../domain/vulnerability.ts";
import { optional } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { type CsvRecord, hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "../vulnerabilities/vulnerability-sink.ts";
import { setAside } from "./cloud-finding.ts";
import { note, survey, surveyed } from "./survey.ts";

/** The vulnerability findings that the Wiz portal exports as CSV: one row for each flaw of a package on an asset. */
export const wizVulnerabilitiesCsv: Format = {
  id: "wiz-vulnerabilities-csv",
  title: "Wiz vulnerabilities CSV",
  sign: "a CSV with the columns Name, FindingStatus, DetailedName, AssetName",
  versions: [],
  kinds: ["cve"],
  detect: (document) => hasColumns(document, ["Name", "FindingStatus", "DetailedName", "AssetName"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = vulnerabilitySink(origin.name);
  const found = survey();
  const rows = recordsOf(document);
  for (const row of rows) {
    const asset = row.cell("ProviderUniqueId") ?? row.cell("AssetID") ?? row.cell("AssetName");
    note(found, { tool: "wiz", resources: asset === undefined ? [] : [asset], date: row.cell("LastDetected") });
    if (row.isShifted) lose(sink, "vulnerabilities", shifted);
    else readRow(row, sink);
  }
  const doubts = rows.length === 0 ? ["the export lists no vulnerability and does not tell what was looked at"] : [];
  const { rules: _, ...coverage } = surveyed(found, doubts);
  return vulnerabilityReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

function readRow(row: CsvRecord, sink: VulnerabilitySink): void {
  const { cell, pointer } = row;
  const id = cell("Name");
  const status = cell("FindingStatus")?.toUpperCase();
  if (status === "RESOLVED") {
    leaveOut(sink, "vulnerabilities", "status RESOLVED");
    return;
  }
  if (id === undefined) {
    lose(sink, "vulnerabilities", "no vulnerability id");
    return;
  }
  const standing = status === "REJECTED" ? setAside("status REJECTED", cell("ResolutionReason")) : undefined;
  const fix = cell("FixedVersion");
  const observation = observationOf({
    id,
    package: packageOf(row),
    word: wordOf(row),
    fixedIn: fix === undefined ? [] : [fix],
    tool: "wiz",
    suppression: standing?.is === "open" ? standing.suppression : undefined,
    source: { input: sink.input, pointer },
  });
  keep(sink, "vulnerabilities", observation);
}

/** The vendor's judgement of its own package, else that of the CVSS score. */
function wordOf({ cell }: CsvRecord): string | undefined {
  const words = [cell("VendorSeverity"), cell("Severity"), cell("CVSSSeverity")];
  return words.find((word) => severityOfWord(word) !== "unknown");
}

/** The export names no registry, so that there is no purl. */
function packageOf({ cell }: CsvRecord): PackageRef {
  const name = cell("DetailedName") ?? cell("AssetName") ?? "unnamed package";
  return { name, ...optional("version", cell("Version")), ...optional("ecosystem", cell("DetectionMethod")) };
}
