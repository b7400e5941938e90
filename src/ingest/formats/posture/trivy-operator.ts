import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { compareText } from "../../../domain/order.ts";
import { field, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { label } from "../label.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { keep, leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { checkReading, countOf, lose } from "./check-sink.ts";
import { readers } from "./trivy-operator-reports.ts";
import { type ClusterReport, clusterReports, group } from "./trivy-operator-shapes.ts";

/**
 * Reports that Trivy Operator keeps in a cluster (`kubectl get vulnerabilityreports,configauditreports -A -o json`):
 * one, a Kubernetes list of them, a plain list, or an object with a list for each resource name. JSON or YAML.
 */
export const trivyOperator: Format = {
  id: "trivy-operator-json",
  title: "Trivy Operator reports",
  sign: "a `kind` of report in the API group aquasecurity.github.io",
  versions: ["v1alpha1"],
  kinds: ["cnapp", "cve", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return clusterReports(document) !== undefined;
}

const vulnerabilityKinds: ReadonlySet<unknown> = new Set(["VulnerabilityReport", "ClusterVulnerabilityReport"]);

function read(document: Document, origin: Origin): Reading {
  const reports = clusterReports(document) ?? [];
  const sink = postureSink(origin.name);
  for (const report of reports) readReport(report, sink);
  return checkReading(sink, {
    ...optional("formatVersion", reports.length === 0 ? undefined : "v1alpha1"),
    coverage: coverageOf(reports),
    sort: "cluster reports",
    lookedForVulnerabilities: reports.some(({ value }) => vulnerabilityKinds.has(field(value, "kind"))),
  });
}

function readReport(report: ClusterReport, sink: PostureSink): void {
  const { value, pointer } = report;
  refuseOtherVersions(value, pointer, sink.input);
  const kind = text(value, "kind") ?? "";
  const reader = readers.get(kind);
  if (reader !== undefined && isObject(field(value, reader.member))) {
    reader.read(field(value, reader.member), { value, pointer: `${pointer}/${reader.member}` }, sink);
    keep(sink, "cluster reports");
  } else if (reader !== undefined) lose(sink, "cluster reports", `a ${kind} without its ${reader.member}`);
  else if (billsOfMaterials.has(kind))
    leaveOut(sink, "cluster reports", "bills of materials in a cluster are not read");
  else lose(sink, "cluster reports", "its kind is not known");
}

const billsOfMaterials: ReadonlySet<string> = new Set(["SbomReport", "ClusterSbomReport"]);

function refuseOtherVersions(value: unknown, pointer: string, file: string): void {
  const version = text(value, "apiVersion");
  if (version === undefined || version === `${group}/v1alpha1` || !version.startsWith(`${group}/`)) return;
  const message = `the apiVersion of the report is ${label(value, "apiVersion") ?? ""}; expected ${group}/v1alpha1`;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file, pointer: `${pointer}/apiVersion` },
    hint: "read the reports from the cluster as v1alpha1",
  });
}

function coverageOf(reports: readonly ClusterReport[]): Coverage {
  const scanners = reports.map(({ value }) => field(field(value, "report"), "scanner"));
  const times = reports.flatMap(({ value }) => {
    return label(field(value, "report"), "updateTimestamp") ?? label(field(value, "status"), "updateTimestamp") ?? [];
  });
  const versions = scanners.flatMap((scanner) => label(scanner, "version") ?? []);
  return {
    tool: "trivy-operator",
    ...optional("toolVersion", versions.find((version) => version !== "dev") ?? versions[0]),
    targets: reports.length,
    // The oldest: a list is as fresh as what was not scanned again.
    ...optional("generatedAt", times.toSorted(compareText)[0]),
    doubts: [
      ...(reports.length === 0 ? ["the list holds no report"] : []),
      ...reports.flatMap(({ value }) => countDoubts(value)).slice(0, maxDoubts),
    ],
  };
}

/** Each of them says the same of another report. */
const maxDoubts = 10;

/** The lists of a report by its kind, and the counts that the operator gives beside them. */
function countDoubts(value: unknown): readonly string[] {
  const report = field(value, "report");
  const summary = field(report, "summary");
  const counts = ["criticalCount", "highCount", "mediumCount", "lowCount", "unknownCount"];
  const counted = counts.reduce((sum, key) => sum + countOf(field(summary, key)), 0);
  const listed = ["vulnerabilities", "checks", "secrets"].reduce((sum, key) => sum + list(report, key).length, 0);
  if (counted === 0 || listed > 0) return [];
  return [`${label(field(value, "metadata"), "name") ?? "a report"} counts ${counted} findings and lists none`];
}
