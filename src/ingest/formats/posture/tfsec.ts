import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { field, isObject, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf } from "./check-finding.ts";
import { checkReading, keepFinding, passed } from "./check-sink.ts";

/** tfsec JSON (`tfsec --format json`), from the words of version 0.2x to the numbers of 1.x. */
export const tfsec: Format = {
  id: "tfsec-json",
  title: "tfsec JSON",
  sign: "`results` with a `rule_id` or `long_id` and a `location.filename`; or `results` that is null and nothing else",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

/** A clean run writes `{"results": null}` and nothing else. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!isObject(report)) return false;
  if (report["results"] === null) return Object.keys(report).length === 1;
  return list(report, "results").some(isResult);
}

function isResult(result: unknown): boolean {
  return ruleOf(result) !== undefined && text(field(result, "location"), "filename") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const results = list(jsonValue(document), "results");
  for (const [index, result] of results.entries()) readResult(result, `/results/${index}`, sink);
  const doubts = results.length === 0 ? ["the report has no result and does not say what was scanned"] : [];
  return checkReading(sink, { coverage: { tool: "tfsec", doubts }, sort: "results" });
}

/** `scan.Status` of defsec, the library behind tfsec 1.x; `--include-passed` and `--include-ignored` list the others. */
const isPassed: ReadonlySet<unknown> = new Set(["passed", 1]);
const isIgnored: ReadonlySet<unknown> = new Set(["ignored", 2]);

function readResult(result: unknown, pointer: string, sink: PostureSink): void {
  const status = field(result, "status");
  if (isPassed.has(status) || field(result, "passed") === true) {
    leaveOut(sink, "results", passed);
    return;
  }
  // A `tfsec:ignore` comment set it.
  const suppression: Suppression | undefined = isIgnored.has(status) ? { kind: "in_source" } : undefined;
  keepFinding(sink, "results", toFinding(result, pointer, sink.input, suppression));
}

function toFinding(
  result: unknown,
  pointer: string,
  input: string,
  suppression: Suppression | undefined,
): Finding | undefined {
  const location = field(result, "location");
  const level = text(result, "severity") ?? "";
  const older = olderScale.get(level);
  return findingOf({
    ruleId: ruleOf(result),
    tool: "tfsec",
    level,
    ...(older !== undefined && { severity: older }),
    message: text(result, "description") ?? text(result, "rule_description"),
    file: text(location, "filename"),
    line: field(location, "start_line"),
    resource: text(result, "resource"),
    suppression,
    source: { input, pointer },
  });
}

/** Versions before 0.40 grade by level; tfsec itself reads them so in older custom checks. */
const olderScale: ReadonlyMap<string, Severity> = new Map([
  ["ERROR", "high"],
  ["WARNING", "medium"],
  ["INFO", "low"],
]);

function ruleOf(result: unknown): string | undefined {
  return text(result, "rule_id") ?? text(result, "long_id");
}
