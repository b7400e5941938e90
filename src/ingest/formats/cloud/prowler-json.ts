import { field, isObject, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { entriesOf, someItem } from "./entries.ts";
import { bracketed, type ProwlerCheck, prowlerDoubts, readCheck } from "./prowler-check.ts";
import { survey, surveyed } from "./survey.ts";

/** Prowler's own JSON: the lines of version 2 (`-M json`) and the list of version 3; later versions write OCSF. */
export const prowlerJson: Format = {
  id: "prowler-json",
  title: "Prowler JSON",
  sign: "checks with `CheckID`, `Provider` and `Status`, or with `Control`, `Control ID`, `Account Number` and `Status`",
  versions: ["v2", "v3"],
  kinds: ["cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return someItem(document, [], (item) => isVersion2(item) || isVersion3(item));
}

function isVersion2(item: unknown): boolean {
  return ["Control", "Control ID", "Account Number", "Status"].every((key) => typeof field(item, key) === "string");
}

function isVersion3(item: unknown): boolean {
  return ["CheckID", "Provider", "Status"].every((key) => typeof field(item, key) === "string");
}

function read(document: Document, origin: Origin): Reading {
  const entries = entriesOf(document, []);
  const desk = { sink: postureSink(origin.name), found: survey() };
  for (const { item, pointer } of entries) {
    const source = { input: origin.name, pointer };
    readCheck(isObject(item) && Object.hasOwn(item, "CheckID") ? version3(item, source) : version2(item, source), desk);
  }
  const formatVersion = entries.some(({ item }) => isVersion3(item)) ? "v3" : "v2";
  const coverage = surveyed(desk.found, prowlerDoubts(desk));
  return postureReading(desk.sink, { coverage, sorts: ["checks"], formatVersion }, false);
}

function version2(item: unknown, source: ProwlerCheck["source"]): ProwlerCheck {
  const title = text(item, "Control");
  return {
    id: bracketed(title) ?? text(item, "Control ID"),
    status: text(item, "Status"),
    severity: text(item, "Severity"),
    message: text(item, "Message") ?? title,
    resource: text(item, "Resource ID") ?? text(item, "Account Number"),
    uid: undefined,
    date: text(item, "Timestamp"),
    source,
  };
}

function version3(item: unknown, source: ProwlerCheck["source"]): ProwlerCheck {
  return {
    id: text(item, "CheckID"),
    status: text(item, "Status"),
    severity: text(item, "Severity"),
    message: text(item, "StatusExtended") ?? text(item, "CheckTitle"),
    resource: text(item, "ResourceArn") ?? text(item, "ResourceId") ?? text(item, "AccountId"),
    uid: text(item, "FindingUniqueId"),
    date: text(item, "AssessmentStartTime"),
    source,
  };
}
