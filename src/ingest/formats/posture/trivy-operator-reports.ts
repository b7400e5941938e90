import type { RawItems } from "../../../domain/input-file.ts";
import type { Source } from "../../../domain/source.ts";
import type { Cvss } from "../../../domain/vulnerability.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, list, number, optional, text, texts } from "../../../standards/wire.ts";
import { misshapen } from "../refusals.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { scoresOf } from "../vulnerabilities/trivy-vulnerability.ts";
import { keep, leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf, objectName } from "./check-finding.ts";
import { keepFinding, lose, passed } from "./check-sink.ts";
import { readCompliance } from "./trivy-operator-compliance.ts";

/** The custom resource, and the pointer of the member that is read. */
export type ReportPlace = { readonly value: unknown; readonly pointer: string };

type Reader = {
  /** Where a report of the kind keeps its content. */
  readonly member: "report" | "status";
  readonly read: (content: unknown, place: ReportPlace, sink: PostureSink) => void;
};

const vulnerabilities: Reader = { member: "report", read: readVulnerabilities };
const checks: Reader = { member: "report", read: readChecks };

/** Kind → how it is read. */
export const readers: ReadonlyMap<string, Reader> = new Map([
  ["VulnerabilityReport", vulnerabilities],
  ["ClusterVulnerabilityReport", vulnerabilities],
  ["ConfigAuditReport", checks],
  ["ClusterConfigAuditReport", checks],
  ["RbacAssessmentReport", checks],
  ["ClusterRbacAssessmentReport", checks],
  ["InfraAssessmentReport", checks],
  ["ClusterInfraAssessmentReport", checks],
  ["ExposedSecretReport", { member: "report", read: readSecrets }],
  ["ClusterComplianceReport", { member: "status", read: readCompliance }],
]);

type Entry = { readonly entry: unknown; readonly source: Source };

/** The list of a report, which is named as its entries are counted, with their places; one that is no list is lost. */
function entriesOf(
  content: unknown,
  key: RawItems & ("checks" | "secrets" | "vulnerabilities"),
  { pointer }: ReportPlace,
  sink: PostureSink,
): readonly Entry[] {
  if (misshapen(content, [key]).length > 0) lose(sink, key, `${key} are no list`);
  return list(content, key).map((entry, index) => {
    return { entry, source: { input: sink.input, pointer: `${pointer}/${key}/${index}` } };
  });
}

function readVulnerabilities(report: unknown, place: ReportPlace, sink: PostureSink): void {
  for (const { entry, source } of entriesOf(report, "vulnerabilities", place, sink)) {
    const id = text(entry, "vulnerabilityID");
    const name = text(entry, "resource");
    if (id === undefined || name === undefined) {
      lose(sink, "vulnerabilities", id === undefined ? "no vulnerability id" : "no package");
      continue;
    }
    const observation = observationOf({
      id,
      package: {
        name,
        ...optional("version", text(entry, "installedVersion")),
        ...optional("purl", canonicalPurl(text(entry, "packagePURL") ?? "")),
        ...optional("ecosystem", text(entry, "packageType")),
      },
      word: text(entry, "severity"),
      cvss: cvssScores(entry),
      fixedIn: text(entry, "fixedVersion")?.split(", ") ?? [],
      title: text(entry, "title") ?? text(entry, "description"),
      tool: "trivy",
      source,
    });
    keep(sink, "vulnerabilities", observation);
  }
}

/** Newer reports have Trivy's scores by vendor; `score` is the CVSS v3 one of them, whose 3.0 and 3.1 have the same bands. */
function cvssScores(entry: unknown): readonly Cvss[] {
  const byVendor = scoresOf(field(entry, "cvss"));
  if (byVendor.length > 0) return byVendor;
  const score = number(entry, "score");
  const cvss = score === undefined || score === 0 ? undefined : cvssOf({ version: "3.1", score });
  return cvss === undefined ? [] : [cvss];
}

function readChecks(report: unknown, place: ReportPlace, sink: PostureSink): void {
  const resource = resourceOf(place.value);
  for (const { entry, source } of entriesOf(report, "checks", place, sink)) {
    if (field(entry, "success") === true) {
      leaveOut(sink, "checks", passed);
      continue;
    }
    const messages = texts(entry, "messages");
    const finding = findingOf({
      ruleId: text(entry, "checkID") ?? text(entry, "id") ?? text(entry, "title"),
      tool: "trivy",
      level: text(entry, "severity"),
      message: messages.length === 0 ? text(entry, "title") : messages.slice(0, maxMessages).join("; "),
      resource,
      source,
    });
    keepFinding(sink, "checks", finding);
  }
}

/** A check has a message for each container that fails it. */
const maxMessages = 20;

/** `match` may hold the secret and goes nowhere. */
function readSecrets(report: unknown, place: ReportPlace, sink: PostureSink): void {
  const resource = resourceOf(place.value);
  for (const { entry, source } of entriesOf(report, "secrets", place, sink)) {
    const finding = findingOf({
      ruleId: text(entry, "ruleID"),
      tool: "trivy",
      level: text(entry, "severity"),
      message: text(entry, "title") ?? text(entry, "category"),
      file: text(entry, "target"),
      resource,
      source,
    });
    keepFinding(sink, "secrets", finding);
  }
}

const labelPrefix = "trivy-operator.resource";

/** The object that was scanned, as the labels name it; a name too long for a label is an annotation. */
function resourceOf(value: unknown): string | undefined {
  const metadata = field(value, "metadata");
  const labels = field(metadata, "labels");
  const owner = list(metadata, "ownerReferences")[0];
  return objectName({
    kind: text(labels, `${labelPrefix}.kind`) ?? text(owner, "kind"),
    namespace: text(labels, `${labelPrefix}.namespace`) ?? text(metadata, "namespace"),
    name:
      text(labels, `${labelPrefix}.name`) ??
      text(field(metadata, "annotations"), `${labelPrefix}.name`) ??
      text(owner, "name") ??
      text(metadata, "name"),
  });
}
