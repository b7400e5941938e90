import { counted } from "../../../domain/words.ts";
import { field, isObject, list, shorten, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { requireList } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { isPackageTest } from "../vulnerabilities/snyk.ts";
import { findingOf } from "./check-finding.ts";
import { checkReading, keepFinding } from "./check-sink.ts";

/** Snyk Infrastructure as Code JSON (`snyk iac test --json`): one report a file, in a list when there are several. */
export const snykIac: Format = {
  id: "snyk-iac-json",
  title: "Snyk IaC JSON",
  sign: "`infrastructureAsCodeIssues`, and no test of packages beside it",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

/** Reports on packages share the frame and lack the member; a list that holds one of them is read as theirs. */
function detect(document: Document): boolean {
  const value = jsonValue(document);
  const reports: readonly unknown[] = Array.isArray(value) ? value : [value];
  return reports.some(isFileReport) && !reports.some(isPackageTest);
}

function isFileReport(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, "infrastructureAsCodeIssues");
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const reports = Array.isArray(value) ? value : [value];
  const sink = postureSink(origin.name);
  for (const [index, report] of reports.entries()) readReport(report, Array.isArray(value) ? `/${index}` : "", sink);
  const targets = reports.filter(isFileReport).length;
  return checkReading(sink, {
    coverage: { tool: "snyk-iac", targets, doubts: failureDoubts(reports) },
    sort: "results",
  });
}

function readReport(report: unknown, pointer: string, sink: PostureSink): void {
  requireList(report, "infrastructureAsCodeIssues", { title: "Snyk IaC", file: sink.input, pointer });
  for (const [index, issue] of list(report, "infrastructureAsCodeIssues").entries()) {
    const finding = findingOf({
      ruleId: text(issue, "id") ?? text(issue, "publicId"),
      tool: "snyk-iac",
      level: text(issue, "severity"),
      message: messageOf(issue),
      file: text(report, "targetFile"),
      line: field(issue, "lineNumber"),
      suppression: field(issue, "isIgnored") === true ? { kind: "tool", rule: "isIgnored" } : undefined,
      source: { input: sink.input, pointer: `${pointer}/infrastructureAsCodeIssues/${index}` },
    });
    keepFinding(sink, "results", finding);
  }
}

/** `msg` is the path of the attribute: without a line it alone tells two issues of a file apart. */
function messageOf(issue: unknown): string | undefined {
  const title = text(issue, "title") ?? text(issue, "issue");
  const path = text(issue, "msg");
  return title === undefined || path === undefined ? (title ?? path) : `${title}: ${shorten(path, maxLabel)}`;
}

/** A file that could not be tested has an error in place of its issues. */
function failureDoubts(reports: readonly unknown[]): readonly string[] {
  const failed = reports.filter((report) => !isFileReport(report) || text(report, "error") !== undefined);
  if (failed.length === 0) return [];
  const words = text(failed[0], "error") ?? text(failed[0], "message");
  return [`${counted(failed.length, "file")} could not be tested, the first: ${quoted(words)}`];
}
