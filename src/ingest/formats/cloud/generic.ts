import { field, hasList, isObject, list, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { lineNumber } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { probabilityOf } from "../vulnerabilities/epss.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import { type PostureSink, postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { keep } from "../vulnerabilities/vulnerability-sink.ts";
import { type GenericFinding, type GenericFlags, genericStanding, readGeneric } from "./generic-finding.ts";
import { survey, surveyed } from "./survey.ts";

/** The JSON of DefectDojo's generic findings import. */
export const generic: Format = {
  id: "generic-json",
  title: "DefectDojo generic findings JSON",
  sign: "`findings` with `title`, `severity` and `description`, and no member that DefectDojo does not take",
  versions: [],
  kinds: ["sarif", "cnapp", "cve"],
  detect,
  read,
};

/** Members that a finding must have. */
const required = ["title", "severity", "description"];

/** All members that the import takes; it refuses a finding with another one, and so is no other tool's list of findings. */
const members: ReadonlySet<string> = new Set(
  [
    "title severity description date cwe cwes cve vulnerability_ids epss_score epss_percentile cvssv3 cvssv3_score cvssv4",
    "cvssv4_score mitigation mitigated impact steps_to_reproduce severity_justification references active verified false_p",
    "duplicate out_of_scope risk_accepted under_review is_mitigated thread_id numerical_severity param payload line file_path",
    "component_name component_version static_finding dynamic_finding scanner_confidence unique_id_from_tool vuln_id_from_tool",
    "sast_source_object sast_sink_object sast_source_line sast_source_file_path nb_occurences publish_date service",
    "planned_remediation_date planned_remediation_version effort_for_fixing tags kev_date known_exploited ransomware_used",
    "fix_available fix_version endpoints files",
  ].flatMap((line) => line.split(" ")),
);

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return hasList(report, "findings") && list(report, "findings").some(isGeneric);
}

function isGeneric(item: unknown): boolean {
  if (!isObject(item) || !required.every((key) => typeof field(item, key) === "string")) return false;
  return Object.keys(item).every((key) => members.has(key));
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = postureSink(origin.name);
  const found = survey();
  const name = label(report, "type") ?? label(report, "name");
  for (const [index, item] of list(report, "findings").entries()) {
    const given = findingOf(item, name ?? "generic", { input: origin.name, pointer: `/findings/${index}` });
    if (given.component !== undefined && given.ids.length > 0) readComponent(item, given, sink);
    else readGeneric(given, sink, found);
  }
  const doubts = name === undefined ? ["the report names no tool"] : [];
  const { generatedAt: _, ...coverage } = surveyed(found, doubts);
  const named = { ...coverage, ...optional("tool", name), ...optional("toolVersion", label(report, "version")) };
  return postureReading(sink, { coverage: named, sorts: ["findings"] }, sink.observations.length > 0);
}

function findingOf(item: unknown, tool: string, source: GenericFinding["source"]): GenericFinding {
  const cwe = number(item, "cwe");
  return {
    title: text(item, "title"),
    severity: text(item, "severity"),
    rule: text(item, "vuln_id_from_tool"),
    uid: text(item, "unique_id_from_tool"),
    cwes: [...(cwe === undefined ? [] : [`CWE-${cwe}`]), ...texts(item, "cwes")],
    ids: [text(item, "cve"), ...texts(item, "vulnerability_ids")].filter((id) => id !== undefined),
    file: text(item, "file_path"),
    line: lineNumber(field(item, "line")),
    url: urlOf(list(item, "endpoints")[0]),
    component: text(item, "component_name"),
    date: text(item, "date"),
    flags: flagsOf(item),
    tool,
    source,
  };
}

/** An endpoint is a URL, or an object with its parts. */
function urlOf(endpoint: unknown): string | undefined {
  return typeof endpoint === "string" && endpoint !== "" ? endpoint : text(endpoint, "host");
}

function flagsOf(item: unknown): GenericFlags {
  return {
    isDuplicate: field(item, "duplicate") === true,
    isMitigated: field(item, "is_mitigated") === true,
    isFalsePositive: field(item, "false_p") === true,
    isAccepted: field(item, "risk_accepted") === true,
    isOutOfScope: field(item, "out_of_scope") === true,
  };
}

/** A known vulnerability in a named component is what a vulnerability scan says. */
function readComponent(item: unknown, given: GenericFinding, sink: PostureSink): void {
  const [id, ...names] = given.ids;
  const standing = genericStanding(given.flags);
  if (id === undefined || standing.is !== "open") {
    readGeneric(given, sink, survey());
    return;
  }
  const fix = text(item, "fix_version");
  const observation = observationOf({
    id,
    names,
    package: { name: given.component ?? "", ...optional("version", text(item, "component_version")) },
    word: given.severity,
    cvss: ["cvssv3", "cvssv4"].flatMap((key) => {
      return cvssOf({ vector: text(item, key), score: number(item, `${key}_score`) }) ?? [];
    }),
    cwes: given.cwes,
    epss: probabilityOf(field(item, "epss_score")),
    fixedIn: fix === undefined ? [] : [fix],
    title: given.title,
    tool: given.tool,
    suppression: standing.suppression,
    source: given.source,
  });
  keep(sink, "findings", observation);
}
