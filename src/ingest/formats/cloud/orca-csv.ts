import type { Document, Format, Origin, Reading } from "../../format.ts";
import { hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { lose } from "../vulnerabilities/vulnerability-sink.ts";
import { orcaDoubts, readOrcaAlert } from "./orca-alert.ts";
import { survey, surveyed } from "./survey.ts";

/** Alerts that the Orca Security console exports as CSV. */
export const orcaCsv: Format = {
  id: "orca-csv",
  title: "Orca Security alerts CSV",
  sign: "a CSV with the columns OrcaScore, Title, Status",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => hasColumns(document, ["OrcaScore", "Title", "Status"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  const rows = recordsOf(document);
  for (const { cell, pointer, isShifted } of rows) {
    const alert = {
      id: cell("AlertId"),
      title: cell("Title"),
      score: scoreOf(cell("OrcaScore")),
      level: cell("RiskLevel") ?? cell("Severity"),
      status: cell("Status"),
      resource: cell("Inventory.Name") ?? cell("Source"),
      lastSeen: cell("LastSeen"),
      source: { input: origin.name, pointer },
    };
    if (isShifted) lose(sink, "alerts", shifted);
    else readOrcaAlert(alert, sink, found);
  }
  return postureReading(sink, { coverage: surveyed(found, orcaDoubts(rows.length)), sorts: ["alerts"] }, false);
}

function scoreOf(given: string | undefined): number | undefined {
  return given !== undefined && /^\d{1,2}(?:\.\d{1,6})?$/.test(given) ? Number(given) : undefined;
}
