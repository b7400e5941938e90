import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { cweOf } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf, resourceName } from "./check-finding.ts";
import { checkReading, countOf, keepFinding, lose } from "./check-sink.ts";

/** KICS JSON (`kics scan --report-formats json`): the queries that matched, each with the places where it did. */
export const kics: Format = {
  id: "kics-json",
  title: "KICS JSON",
  sign: "`queries` beside `severity_counters`, or with `query_id` and `files`",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!isObject(report) || !Object.hasOwn(report, "queries")) return false;
  if (isObject(field(report, "severity_counters"))) return true;
  return list(report, "queries").some((query) => text(query, "query_id") !== undefined && hasList(query, "files"));
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const holder = { title: "KICS", file: origin.name, pointer: "" };
  for (const key of ["queries", "bill_of_materials"]) requireList(report, key, holder);
  const sink = postureSink(origin.name);
  for (const [index, query] of list(report, "queries").entries()) readQuery(query, `/queries/${index}`, sink);
  for (const query of list(report, "bill_of_materials")) {
    leaveOut(sink, "results", "an entry of the bill of materials", list(query, "files").length);
  }
  return checkReading(sink, { coverage: coverageOf(report, sink), sort: "results", notices: noticesOf(report) });
}

function readQuery(query: unknown, pointer: string, sink: PostureSink): void {
  if (!hasList(query, "files")) {
    lose(sink, "results", "its places are no list");
    return;
  }
  const shared = {
    ruleId: text(query, "query_id") ?? text(query, "query_name"),
    tool: "kics",
    level: text(query, "severity"),
    cwes: cwesOf(query),
  };
  for (const [index, place] of list(query, "files").entries()) {
    const similarity = text(place, "similarity_id");
    const finding = findingOf({
      ...shared,
      message: messageOf(query, place),
      file: text(place, "file_name"),
      line: field(place, "line"),
      resource: resourceName(text(place, "resource_type"), text(place, "resource_name")),
      toolFingerprint: similarity === undefined ? undefined : `similarity_id=${similarity}`,
      source: { input: sink.input, pointer: `${pointer}/files/${index}` },
    });
    keepFinding(sink, "results", isObject(place) ? finding : undefined);
  }
}

/** What was found there may be the secret itself. */
function messageOf(query: unknown, place: unknown): string | undefined {
  const name = text(query, "query_name") ?? text(query, "description");
  const actual = text(query, "category") === "Secret Management" ? undefined : text(place, "actual_value");
  return name === undefined || actual === undefined ? (name ?? actual) : `${name}: ${actual}`;
}

/** A bare number, as text; older versions have none. */
function cwesOf(query: unknown): readonly string[] {
  const cwe = cweOf(text(query, "cwe") ?? "");
  return cwe === undefined ? [] : [cwe];
}

function coverageOf(report: unknown, sink: PostureSink): Coverage {
  return {
    tool: "kics",
    ...optional("toolVersion", label(report, "kics_version")),
    ...optional("targets", number(report, "files_scanned")),
    ...optional("rules", number(report, "queries_total")),
    ...optional("generatedAt", label(report, "end")),
    doubts: [...scanDoubts(report), ...failureDoubts(report), ...missingDoubts(report, sink)],
  };
}

function scanDoubts(report: unknown): readonly string[] {
  const scanned = number(report, "files_scanned");
  const parsed = number(report, "files_parsed");
  if (scanned === 0 || parsed === 0) return ["the report says that no file was scanned"];
  if (number(report, "queries_total") === 0) return ["the report says that no query was run"];
  const isSilent = scanned === undefined && list(report, "queries").length === 0;
  return isSilent ? ["the report has no result and does not say what was scanned"] : [];
}

function failureDoubts(report: unknown): readonly string[] {
  const files = countOf(field(report, "files_failed_to_scan"));
  const queries = countOf(field(report, "queries_failed_to_execute"));
  return [
    ...(files > 0 ? [`${counted(files, "file")} failed to be scanned`] : []),
    ...(queries > 0 ? [`${counted(queries, "query", "queries")} failed to run`] : []),
  ];
}

/** `total_counter` leaves the bill of materials out. */
function missingDoubts(report: unknown, sink: PostureSink): readonly string[] {
  const missing = countOf(field(report, "total_counter")) - (sink.kept.get("results") ?? 0);
  return missing > 0 && sink.faults.size === 0
    ? [`${counted(missing, "result is", "results are")} counted and not listed`]
    : [];
}

/** Results keep their place; only the digest that tells them from scan to scan is missing. */
function noticesOf(report: unknown): readonly string[] {
  const failed = countOf(field(report, "queries_failed_to_compute_similarity_id"));
  return failed > 0 ? [`${counted(failed, "query", "queries")} could not compute a similarity id`] : [];
}
