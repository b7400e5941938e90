import { pointer } from "../../../standards/json-pointer.ts";
import { field, list, number, optional, text } from "../../../standards/wire.ts";
import type { Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { misshapen } from "../refusals.ts";
import { componentOf, fixesOf } from "./jfrog-component.ts";
import { isSecurity, keepIssue, leaveOutLicences, tool } from "./jfrog-issue.ts";
import { type PostureSink, postureReading, postureSink } from "./posture-sink.ts";
import { leaveOut, lose } from "./vulnerability-sink.ts";

/** Xray's reports from the platform and its API, one reader for each shape. */

/** The vulnerabilities report of the platform's user interface and `api/v1/reports`. */
export function readUnified(report: unknown, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const rows = list(report, "rows");
  const artifacts = new Set<string>();
  for (const [index, issue] of rows.entries()) {
    const component = text(issue, "vulnerable_component");
    artifacts.add(text(issue, "impacted_artifact") ?? "");
    if (component === undefined) lose(sink, "matches", "no component");
    else
      keepIssue(
        {
          issue,
          cves: list(issue, "cves"),
          id: text(issue, "issue_id"),
          package: componentOf(component),
          fixedIn: fixesOf(issue, "fixed_versions"),
          place: pointer("rows", index),
        },
        sink,
      );
  }
  const total = number(report, "total_rows") ?? 0;
  const doubts = total > rows.length ? [`the report has ${total} rows and lists ${rows.length}`] : [];
  if (rows.length === 0) doubts.push("the report names no artifact that was scanned");
  const coverage = { tool, ...optional("targets", artifacts.size > 0 ? artifacts.size : undefined), doubts };
  return postureReading(sink, { coverage, sorts: ["matches"], formatVersion: "unified" });
}

/** `api/v1/summary/artifact`. */
export function readSummary(report: unknown, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const artifacts = list(report, "artifacts");
  for (const [index, artifact] of artifacts.entries()) {
    const general = field(artifact, "general");
    const target = text(general, "name") ?? text(general, "path") ?? "unnamed artifact";
    for (const key of misshapen(artifact, ["issues"])) lose(sink, "matches", `${key} is no list`);
    for (const [at, issue] of list(artifact, "issues").entries()) {
      if (!isSecurity(issue, "issue_type")) leaveOut(sink, "violations", "no security issue");
      else readSummaryIssue(issue, { target, place: pointer("artifacts", index, "issues", at) }, sink);
    }
    leaveOutLicences(artifact, sink);
  }
  const errors = list(report, "errors").map((error) => `Xray tells of an error: ${quoted(text(error, "error"))}`);
  const coverage = { tool, targets: artifacts.length, doubts: errors };
  return postureReading(sink, { coverage, sorts: ["matches"], formatVersion: "summary" });
}

type Holder = { readonly target: string; readonly place: string };

/** Newer answers list `components`; older ones have only the paths by which the artifact contains them. */
function readSummaryIssue(issue: unknown, { target, place }: Holder, sink: PostureSink): void {
  const cves = list(issue, "cves");
  const id = text(issue, "issue_id");
  const named = list(issue, "components").flatMap((entry) => {
    const component = text(entry, "component_id");
    return component === undefined ? [] : [{ component, fixedIn: fixesOf(entry, "fixed_versions") }];
  });
  const reached = list(issue, "impact_path").flatMap((path) =>
    typeof path === "string" ? [{ component: path.slice(path.lastIndexOf("/") + 1), fixedIn: [] }] : [],
  );
  const all = named.length > 0 ? named : reached;
  const seen = new Set<string>();
  for (const { component, fixedIn } of all.length > 0 ? all : [{ component: target, fixedIn: [] }]) {
    if (seen.has(component)) leaveOut(sink, "matches", "another path to the same component");
    else keepIssue({ issue, cves, id, package: componentOf(component), fixedIn, place }, sink);
    seen.add(component);
  }
}

/** The export of an artifact's "Security" tab: one entry for each component and issue. */
export function readDetails(report: unknown, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const entries = list(report, "data");
  for (const [index, issue] of entries.entries()) {
    const versions = field(issue, "component_versions");
    const component = text(issue, "source_comp_id") ?? text(issue, "component");
    if (!isSecurity(issue, "issue_type")) leaveOut(sink, "violations", "no security issue");
    else if (component === undefined) lose(sink, "matches", "no component");
    else
      keepIssue(
        {
          issue,
          cves: list(field(versions, "more_details"), "cves"),
          id: text(issue, "id"),
          package: componentOf(component),
          fixedIn: fixesOf(versions, "fixed_versions"),
          place: pointer("data", index),
        },
        sink,
      );
  }
  const total = number(report, "total_count") ?? 0;
  const doubts = total > entries.length ? [`the report has ${total} entries and lists ${entries.length}`] : [];
  return postureReading(sink, { coverage: { tool, doubts }, sorts: ["matches"], formatVersion: "details" });
}
