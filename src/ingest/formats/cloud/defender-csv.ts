import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type CsvRecord, hasColumns, recordsOf, shifted } from "../csv-records.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { lose } from "../vulnerabilities/vulnerability-sink.ts";
import { cloudFinding, enter } from "./cloud-finding.ts";
import { assessed, assessmentDoubts } from "./defender-state.ts";
import { note, survey, surveyed } from "./survey.ts";

/** The recommendations that Microsoft Defender for Cloud (before: Azure Security Center) exports as CSV. */
export const defenderCsv: Format = {
  id: "defender-csv",
  title: "Microsoft Defender for Cloud recommendations CSV",
  sign: "a CSV with the columns recommendationId, recommendationName, resourceId, severity, state",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) =>
    hasColumns(document, ["recommendationId", "recommendationName", "resourceId", "severity", "state"]),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  const rows = recordsOf(document);
  for (const row of rows) {
    const { cell } = row;
    const resource = cell("resourceId") ?? cell("resourceName");
    const rule = cell("recommendationName") ?? cell("recommendationDisplayName");
    const resources = resource === undefined ? [] : [resource];
    note(found, { tool: "Microsoft Defender for Cloud", rule, resources, date: cell("exportedTimestamp") });
    const standing = assessed(cell("state"), cell("notApplicableReason"));
    if (row.isShifted) lose(sink, "checks", shifted);
    else {
      enter(sink, "checks", standing, (suppression) =>
        rule === undefined
          ? undefined
          : toFinding(row, rule, suppression, { input: origin.name, pointer: row.pointer }),
      );
    }
  }
  return postureReading(sink, { coverage: surveyed(found, assessmentDoubts(sink)), sorts: ["checks"] }, false);
}

/** `recommendationName` is the key of the check, `recommendationId` that of the check on the resource. */
function toFinding({ cell }: CsvRecord, ruleId: string, suppression: Suppression | undefined, source: Source): Finding {
  const id = cell("recommendationId");
  return cloudFinding({
    ruleId,
    tool: "Microsoft Defender for Cloud",
    level: cell("severity"),
    message: cell("recommendationDisplayName") ?? cell("description"),
    resource: cell("resourceId") ?? cell("resourceName"),
    fingerprint: id === undefined ? undefined : `recommendationId=${id}`,
    suppression,
    source,
  });
}
