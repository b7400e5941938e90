import { at, field, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { entriesOf, someItem } from "./entries.ts";
import { orcaDoubts, readOrcaAlert } from "./orca-alert.ts";
import { survey, surveyed } from "./survey.ts";

/** Alerts that the Orca Security console exports as JSON: a list with the columns of the CSV. */
export const orca: Format = {
  id: "orca-json",
  title: "Orca Security alerts JSON",
  sign: "alerts with `OrcaScore` and `Title`",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => someItem(document, [], isAlert),
  read,
};

function isAlert(item: unknown): boolean {
  return number(item, "OrcaScore") !== undefined && text(item, "Title") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const entries = entriesOf(document, []);
  const sink = postureSink(origin.name);
  const found = survey();
  for (const { item, pointer } of entries) {
    const alert = {
      id: text(item, "AlertId"),
      title: text(item, "Title"),
      score: number(item, "OrcaScore"),
      level: text(item, "RiskLevel") ?? text(item, "Severity"),
      status: text(item, "Status"),
      resource:
        text(field(item, "Inventory"), "Name") ?? text(item, "Source") ?? text(at(item, "CloudAccount"), "Name"),
      lastSeen: text(item, "LastSeen"),
      source: { input: origin.name, pointer },
    };
    readOrcaAlert(alert, sink, found);
  }
  return postureReading(sink, { coverage: surveyed(found, orcaDoubts(entries.length)), sorts: ["alerts"] }, false);
}
