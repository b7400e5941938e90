import type { Coverage } from "../../../domain/input-file.ts";
import { field, isObject, list, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValues } from "../forms.ts";
import { advisoryId, keepVersions, npmPackage, readAdvisory } from "./npm-advisory.ts";
import { auditCoverage } from "./npm-audit-6.ts";
import { observationOf } from "./observation.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/**
 * `yarn audit --json` of yarn 1: a JSON object on each line, with its `type`; and `yarn npm audit --json` of yarn 4, whose
 * lines are nodes of a tree. Yarn 2 and 3 print what npm 6 does.
 */
export const yarnAudit: Format = {
  id: "yarn-audit-json",
  title: "yarn audit JSON lines",
  sign: "lines of the `type` auditAdvisory, auditSummary or another of yarn; or lines with `value` and `children` that have `ID` and `Issue`",
  versions: ["1", "4"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const lines = jsonValues(document);
  if (lines.length === 0) return false;
  if (lines.every(isClassicLine)) return lines.some((line) => decisiveTypes.has(text(line, "type") ?? ""));
  return lines.every(isTreeLine);
}

/** What the reporters of yarn 1 write besides these are `warning`, `info` and the progress of work. */
const decisiveTypes: ReadonlySet<string> = new Set(["auditAdvisory", "auditSummary", "auditAction", "error"]);

const yarnTypes: ReadonlySet<string> = new Set([
  ...decisiveTypes,
  "warning",
  "info",
  "success",
  "step",
  "activityStart",
  "activityTick",
  "activityEnd",
]);

function isClassicLine(line: unknown): boolean {
  const keys = isObject(line) ? Object.keys(line) : [];
  return yarnTypes.has(text(line, "type") ?? "") && keys.every((key) => key === "type" || key === "data");
}

function isTreeLine(line: unknown): boolean {
  const node = field(line, "children");
  return (
    text(line, "value") !== undefined && isObject(node) && Object.hasOwn(node, "ID") && Object.hasOwn(node, "Issue")
  );
}

const tool = "yarn audit";

function read(document: Document, origin: Origin): Reading {
  const lines = jsonValues(document);
  const sink = vulnerabilitySink(origin.name);
  const isTree = lines.every(isTreeLine);
  const pointerOf = (index: number): string => (document.form === "json" ? "" : `/${index}`);
  if (isTree) for (const [index, line] of lines.entries()) readNode(line, pointerOf(index), sink);
  else readClassic(lines, pointerOf, sink);
  return vulnerabilityReading(sink, {
    formatVersion: isTree ? "4" : "1",
    coverage: isTree ? { tool, doubts: [] } : classicCoverage(lines),
    sorts: ["audit advisories", "vulnerable versions"],
  });
}

/** An advisory stands once for each way through the dependency graph, and each time with all its installed versions. */
function readClassic(lines: readonly unknown[], pointerOf: (index: number) => string, sink: VulnerabilitySink): void {
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const type = text(line, "type");
    if (type === "error") count(sink.faults, `yarn reports an error: ${quoted(text(line, "data"))}`);
    if (type !== "auditAdvisory") continue;
    const advisory = field(field(line, "data"), "advisory");
    const id = `${advisoryId(advisory, ["id"])}\n${text(advisory, "module_name")}`;
    if (seen.has(id)) leaveOut(sink, "audit advisories", "another path to the same package");
    else if (readAdvisory(advisory, { tool, pointer: `${pointerOf(index)}/data/advisory` }, sink)) seen.add(id);
  }
}

/** Without the last line, the summary, the audit did not finish. */
function classicCoverage(lines: readonly unknown[]): Coverage {
  const summary = lines.find((line) => text(line, "type") === "auditSummary");
  if (summary === undefined) return { tool, doubts: ["the report has no summary: the audit did not finish"] };
  const listed = lines.filter((line) => text(line, "type") === "auditAdvisory").length;
  return { ...auditCoverage(field(summary, "data"), listed), tool };
}

/** yarn 4 lists deprecated packages as well, with an id that says so. */
function readNode(line: unknown, pointer: string, sink: VulnerabilitySink): void {
  const node = field(line, "children");
  const name = text(line, "value");
  if ((text(node, "ID") ?? "").endsWith("(deprecation)")) {
    leaveOut(sink, "audit advisories", "a deprecated package is no vulnerability");
    return;
  }
  const id = advisoryId({ url: field(node, "URL"), id: field(node, "ID") }, ["id"]);
  if (id === undefined || name === undefined) {
    lose(sink, "audit advisories", "no id or no package");
    return;
  }
  keep(sink, "audit advisories");
  const versions = list(node, "Tree Versions").map((version) => (typeof version === "string" ? version : undefined));
  keepVersions(versions, sink, (version) =>
    observationOf({
      id,
      package: npmPackage(name, version),
      word: text(node, "Severity"),
      title: text(node, "Issue"),
      tool,
      source: { input: sink.input, pointer },
    }),
  );
}
