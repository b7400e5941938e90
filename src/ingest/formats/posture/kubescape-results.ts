import type { Coverage } from "../../../domain/input-file.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, isObject, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import type { Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { quoted } from "../findings/report-text.ts";
import { label, maxLabel } from "../label.ts";
import { misshapen, requireList } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf, objectName } from "./check-finding.ts";
import { checkReading, keepFinding, lose, passed } from "./check-sink.ts";
import { severityOfFactor } from "./kubescape-severity.ts";

/** What `metadata` says; early reports of this shape have none. */
export function formatVersionOf(report: unknown): unknown {
  return at(report, "metadata", "scanMetadata", "formatVersion") ?? "v2";
}

/** Reads a report of version 2: `results[]` holds the controls of one resource, `resources[]` the resource itself. */
export function readResults(report: unknown, origin: Origin): Reading {
  for (const key of ["results", "resources"]) {
    requireList(report, key, { title: "Kubescape", file: origin.name, pointer: "" });
  }
  const sink = postureSink(origin.name);
  const skipped: Tally = new Map();
  const known = { resources: resourcesOf(report), summaries: at(report, "summaryDetails", "controls"), skipped };
  const results = list(report, "results");
  for (const [index, result] of results.entries()) {
    if (!isObject(result) || misshapen(result, ["controls"]).length > 0)
      lose(sink, "checks", "its controls are no list");
    const id = text(result, "resourceID") ?? "";
    const place = { id, resource: known.resources.get(id), known };
    for (const [n, control] of list(result, "controls").entries()) {
      readControl(control, { ...place, pointer: `/results/${index}/controls/${n}` }, sink);
    }
  }
  return checkReading(sink, { formatVersion: "v2", coverage: coverageOf(report, sink, skipped), sort: "checks" });
}

type Known = {
  readonly resources: ReadonlyMap<string, unknown>;
  /** Control id → its summary, which has its score. */
  readonly summaries: unknown;
  /** Why controls were skipped. */
  readonly skipped: Tally;
};

type Place = { readonly id: string; readonly resource: unknown; readonly known: Known; readonly pointer: string };

function resourcesOf(report: unknown): ReadonlyMap<string, unknown> {
  const resources = new Map<string, unknown>();
  for (const resource of list(report, "resources")) resources.set(text(resource, "resourceID") ?? "", resource);
  return resources;
}

/** Exceptions make a failed control pass: it stays a finding that was set aside. */
function readControl(control: unknown, place: Place, sink: PostureSink): void {
  const status = statusOf(control);
  const exception = exceptionOf(control);
  if (status === "failed") keepFinding(sink, "checks", toFinding(control, place, sink.input));
  else if (status === "excluded" || (status === "passed" && exception !== undefined)) {
    keepFinding(sink, "checks", toFinding(control, place, sink.input, exception ?? { kind: "tool", rule: "excluded" }));
  } else if (status === "passed") leaveOut(sink, "checks", passed);
  else if (status === "skipped") skip(control, place.known.skipped, sink);
  else lose(sink, "checks", "unknown status");
}

/** `status` is an object, in early reports a text or only told of the rules. */
function statusOf(control: unknown): string | undefined {
  const own = text(field(control, "status"), "status") ?? text(control, "status");
  if (own !== undefined) return own;
  const ofRules = new Set(list(control, "rules").map((rule) => text(rule, "status")));
  return ["failed", "excluded", "skipped", "passed"].find((status) => ofRules.has(status));
}

/** What its rules or its own status say of exceptions. */
function exceptionOf(control: unknown): Suppression | undefined {
  const exceptions = list(control, "rules").flatMap((rule) => list(rule, "exception"));
  const isMarked = text(field(control, "status"), "subStatus") === "w/exceptions";
  if (exceptions.length === 0 && !isMarked) return undefined;
  const reason = exceptions.map((one) => text(one, "reason")).find((words) => words !== undefined);
  const name = exceptions.map((one) => text(one, "name")).find((words) => words !== undefined);
  return {
    kind: "tool",
    ...optional("justification", reason && shorten(reason, maxLabel)),
    rule: shorten(name === undefined ? "a Kubescape exception" : `exception ${name}`, maxLabel),
  };
}

function skip(control: unknown, skipped: Tally, sink: PostureSink): void {
  const why = text(field(control, "status"), "subStatus") ?? "no reason given";
  leaveOut(sink, "checks", "the check was skipped");
  count(skipped, shorten(why, maxLabel));
}

function toFinding(
  control: unknown,
  { id, resource, known, pointer }: Place,
  input: string,
  suppression?: Suppression,
): ReturnType<typeof findingOf> {
  const ruleId = text(control, "controlID");
  const summary = ruleId === undefined ? undefined : field(known.summaries, ruleId);
  const level = text(control, "severity") ?? text(summary, "severity");
  return findingOf({
    ruleId,
    tool: "kubescape",
    level,
    severity: severityOf(level, summary),
    message: text(control, "name") ?? text(summary, "name"),
    file: text(field(resource, "source"), "relativePath"),
    resource: resourceName(resource) ?? shorten(id, maxLabel),
    suppression,
    source: { input, pointer },
  });
}

/** The control's word (since version 3), else the score of the control. */
function severityOf(level: string | undefined, summary: unknown): Severity {
  const severity = severityOfWord(level);
  return severity === "unknown" ? severityOfFactor(number(summary, "scoreFactor")) : severity;
}

function resourceName(resource: unknown): string | undefined {
  const object = field(resource, "object");
  const metadata = field(object, "metadata");
  return objectName({
    kind: text(object, "kind"),
    namespace: text(metadata, "namespace") ?? text(object, "namespace"),
    name: text(metadata, "name") ?? text(object, "name"),
  });
}

/** How Go writes that there is no time. */
const noTime = "0001-01-01";

function coverageOf(report: unknown, sink: PostureSink, skipped: Tally): Coverage {
  const summaries = at(report, "summaryDetails", "controls");
  const time = label(report, "generationTime");
  const targets = Math.max(list(report, "results").length, list(report, "resources").length);
  return {
    tool: "kubescape",
    ...optional("toolVersion", label(at(report, "metadata", "scanMetadata"), "kubescapeVersion")),
    targets,
    ...optional("rules", isObject(summaries) ? Object.keys(summaries).length : undefined),
    ...optional("generatedAt", time?.startsWith(noTime) ? undefined : time),
    doubts: [
      ...(targets === 0 ? ["the report says that no resource was scanned"] : []),
      ...missingDoubts(summaries, sink, targets),
      ...[...skipped].map(([why, n]) => `${counted(n, "check was", "checks were")} skipped: ${quoted(why)}`),
    ],
  };
}

/** A report may hold the summary without the results that it sums up. */
function missingDoubts(summaries: unknown, sink: PostureSink, targets: number): readonly string[] {
  if (sink.kept.size + sink.notUsed.size > 0) return [];
  const controls = isObject(summaries) ? Object.values(summaries) : [];
  const failed = controls.filter((control) => statusOf(control) === "failed").length;
  if (failed > 0) return [`${counted(failed, "failed control is", "failed controls are")} summed up and not listed`];
  return targets > 0 ? ["the report says that no check was made"] : [];
}
