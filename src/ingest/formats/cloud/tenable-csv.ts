import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { type CsvRecord, hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { lose } from "../vulnerabilities/vulnerability-sink.ts";
import { cloudFinding, enter, gone, open } from "./cloud-finding.ts";
import { note, survey, surveyed } from "./survey.ts";

/** Nessus and Tenable Vulnerability Management CSV: one row for each plugin, host, port and CVE. */
export const tenableCsv: Format = {
  id: "tenable-csv",
  title: "Tenable Nessus CSV",
  sign: "a CSV with the columns Plugin ID, CVE, Risk, Host, Port, Name",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => hasColumns(document, ["Plugin ID", "CVE", "Risk", "Host", "Port", "Name"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  const rows = recordsOf(document);
  for (const row of rows) {
    const host = row.cell("Host");
    note(found, { tool: "Nessus", rule: row.cell("Plugin ID"), resources: host === undefined ? [] : [host] });
    const isFixed = row.cell("Vulnerability State")?.toLowerCase() === "fixed";
    const source = { input: origin.name, pointer: row.pointer };
    if (row.isShifted) lose(sink, "findings", shifted);
    else enter(sink, "findings", isFixed ? gone("state Fixed") : open, () => toFinding(row, source));
  }
  const doubts = rows.length === 0 ? ["the export lists no result, so that no host was looked at"] : [];
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["findings"] }, false);
}

/** `Risk` is None for what a plugin only tells about the host. The plugin's output quotes the host and is left out. */
function toFinding({ cell }: CsvRecord, source: Source): Finding | undefined {
  const rule = cell("Plugin ID");
  if (rule === undefined) return undefined;
  const host = cell("Host");
  const port = cell("Port");
  return cloudFinding({
    ruleId: rule,
    tool: "Nessus",
    level: cell("Risk"),
    message: cell("Name") ?? cell("Synopsis"),
    resource: host === undefined || port === undefined || port === "0" ? host : `${host}:${port}`,
    vulnerabilityIds: vulnerabilityIdsIn(cell("CVE") ?? ""),
    source,
  });
}
