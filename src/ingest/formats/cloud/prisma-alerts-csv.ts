import type { Document, Format, Origin, Reading } from "../../format.ts";
import { hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { lose } from "../vulnerabilities/vulnerability-sink.ts";
import { alertDoubts, readAlert } from "./prisma-alert.ts";
import { survey, surveyed } from "./survey.ts";

/** The alerts of policies that the Prisma Cloud console exports as CSV. */
export const prismaAlertsCsv: Format = {
  id: "prisma-alerts-csv",
  title: "Prisma Cloud alerts CSV",
  sign: "a CSV with the columns Alert ID, Policy Name, Policy Severity, Alert Status",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => hasColumns(document, ["Alert ID", "Policy Name", "Policy Severity", "Alert Status"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  const rows = recordsOf(document);
  for (const { cell, pointer, isShifted } of rows) {
    const alert = {
      id: cell("Alert ID"),
      policy: cell("Policy Name"),
      rule: cell("Policy ID"),
      severity: cell("Policy Severity"),
      status: cell("Alert Status"),
      resource: cell("Resource ID") ?? cell("Resource Name"),
      reason: cell("Dismissal Reason"),
      source: { input: origin.name, pointer },
    };
    if (isShifted) lose(sink, "alerts", shifted);
    else readAlert(alert, sink, found);
  }
  return postureReading(sink, { coverage: surveyed(found, alertDoubts(rows.length)), sorts: ["alerts"] }, false);
}
