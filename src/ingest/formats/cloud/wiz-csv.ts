import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type CsvRecord, hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { lose } from "../vulnerabilities/vulnerability-sink.ts";
import { cloudFinding, enter } from "./cloud-finding.ts";
import { note, survey, surveyed } from "./survey.ts";
import { type WizState, wizDoubts, wizStanding } from "./wiz-issue.ts";

/** The issues that the Wiz portal exports as CSV. */
export const wizCsv: Format = {
  id: "wiz-csv",
  title: "Wiz issues CSV",
  sign: "a CSV with the columns Title, Severity, Status, Issue ID, Control ID",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => hasColumns(document, ["Title", "Severity", "Status", "Issue ID", "Control ID"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  const rows = recordsOf(document);
  for (const row of rows) {
    const { cell } = row;
    const rule = cell("Control ID") ?? cell("Title");
    note(found, { tool: "wiz", rule, resources: resourcesOf(row) });
    if (row.isShifted) lose(sink, "issues", shifted);
    else {
      enter(sink, "issues", wizStanding(stateOf(row)), (suppression) =>
        rule === undefined
          ? undefined
          : toFinding(row, rule, suppression, { input: origin.name, pointer: row.pointer }),
      );
    }
  }
  return postureReading(sink, { coverage: surveyed(found, wizDoubts(rows.length)), sorts: ["issues"] }, false);
}

function toFinding(row: CsvRecord, ruleId: string, suppression: Suppression | undefined, source: Source): Finding {
  const { cell } = row;
  const id = cell("Issue ID");
  return cloudFinding({
    ruleId,
    tool: "wiz",
    level: cell("Severity"),
    message: cell("Title"),
    resource: resourcesOf(row)[0],
    fingerprint: id === undefined ? undefined : `Issue ID=${id}`,
    suppression,
    source,
  });
}

function resourcesOf({ cell }: CsvRecord): readonly string[] {
  return [cell("Resource external ID") ?? cell("Resource Name") ?? ""].filter((name) => name !== "");
}

function stateOf({ cell }: CsvRecord): WizState {
  return { status: cell("Status"), resolution: cell("Resolution"), note: cell("Note") };
}
