import { FixopsError } from "../../../domain/error.ts";
import type { Severity } from "../../../domain/severity.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList, shown } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf, objectName } from "./check-finding.ts";
import { checkReading, keepFinding, lose, passed } from "./check-sink.ts";

/** Polaris JSON (`polaris audit`): checks of workloads, of their pods and of their containers. */
export const polaris: Format = {
  id: "polaris-json",
  title: "Polaris JSON",
  sign: "`PolarisOutputVersion` and `Results`",
  versions: ["1.0"],
  kinds: ["cnapp", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return isObject(report) && Object.hasOwn(report, "PolarisOutputVersion") && Object.hasOwn(report, "Results");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const version = versionOf(report, origin.name);
  requireList(report, "Results", { title: "Polaris", file: origin.name, pointer: "" });
  const sink = postureSink(origin.name);
  const workloads = list(report, "Results");
  for (const [index, workload] of workloads.entries()) readWorkload(workload, `/Results/${index}`, sink);
  return checkReading(sink, {
    formatVersion: version,
    coverage: {
      tool: "polaris",
      targets: workloads.length,
      ...optional("generatedAt", label(report, "AuditTime")),
      doubts: doubtsOf(workloads, sink),
    },
    sort: "checks",
  });
}

/** The version of the output structure; before 1.0 the messages stood elsewhere. */
function versionOf(report: unknown, file: string): string {
  const version = field(report, "PolarisOutputVersion");
  if (typeof version === "string" && /^1\.\d{1,4}$/.test(version)) return version;
  const message = `PolarisOutputVersion is ${shown(version)}; expected 1.0`;
  const where = { file, pointer: "/PolarisOutputVersion" };
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where,
    hint: "write the report with Polaris 1 or later",
  });
}

type Level = {
  readonly resource: string | undefined;
  readonly container?: string | undefined;
  readonly pointer: string;
};

function readWorkload(workload: unknown, at: string, sink: PostureSink): void {
  if (!isObject(workload)) lose(sink, "checks", "the workload is unreadable");
  const resource = objectName({
    kind: text(workload, "Kind"),
    namespace: text(workload, "Namespace"),
    name: text(workload, "Name"),
  });
  readChecks(field(workload, "Results"), { resource, pointer: `${at}/Results` }, sink);
  const pod = field(workload, "PodResult");
  readChecks(field(pod, "Results"), { resource, pointer: `${at}/PodResult/Results` }, sink);
  for (const [index, container] of list(pod, "ContainerResults").entries()) {
    const place = `${at}/PodResult/ContainerResults/${index}/Results`;
    if (!isObject(container)) lose(sink, "checks", "the container is unreadable");
    readChecks(field(container, "Results"), { resource, container: text(container, "Name"), pointer: place }, sink);
  }
}

/** Check id → outcome. */
function readChecks(checks: unknown, level: Level, sink: PostureSink): void {
  if (checks === undefined || checks === null) return;
  if (!isObject(checks)) {
    lose(sink, "checks", "its outcomes are no object");
    return;
  }
  for (const id of Object.keys(checks)) readCheck(id, field(checks, id), level, sink);
}

function readCheck(id: string, check: unknown, { resource, container, pointer: at }: Level, sink: PostureSink): void {
  const success = field(check, "Success");
  if (success === true) leaveOut(sink, "checks", passed);
  else if (success !== false) lose(sink, "checks", "it tells no outcome");
  else keepFinding(sink, "checks", toFailure());

  function toFailure(): ReturnType<typeof findingOf> {
    const level = text(check, "Severity");
    const message = text(check, "Message");
    return findingOf({
      ruleId: text(check, "ID") ?? id,
      tool: "polaris",
      level,
      severity: severities.get(level ?? "") ?? "unknown",
      message: container === undefined || message === undefined ? message : `container ${container}: ${message}`,
      resource,
      source: { input: sink.input, pointer: `${at}${pointer(id)}` },
    });
  }
}

/** Polaris grades by level; `danger` was named `error` before 1.0. They count as those levels do in SARIF. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["danger", "high"],
  ["error", "high"],
  ["warning", "medium"],
]);

function doubtsOf(workloads: readonly unknown[], sink: PostureSink): readonly string[] {
  if (workloads.length === 0) return ["the report says that nothing was audited"];
  return sink.kept.size + sink.notUsed.size === 0 ? ["the report says that no check was made"] : [];
}
