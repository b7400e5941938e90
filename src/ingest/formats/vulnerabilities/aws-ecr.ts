import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { readInspectorFinding } from "./inspector-finding.ts";
import { observationOf } from "./observation.ts";
import { type PostureSink, postureReading, postureSink } from "./posture-sink.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose } from "./vulnerability-sink.ts";

/** Amazon ECR image scans, basic and enhanced: `aws ecr describe-image-scan-findings`. */
export const awsEcr: Format = {
  id: "aws-ecr-json",
  title: "Amazon ECR image scan findings",
  sign: "`imageScanFindings`; or `imageScanStatus` and `imageId`",
  versions: [],
  kinds: ["cve", "cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (isObject(field(report, "imageScanFindings"))) return true;
  return isObject(field(report, "imageScanStatus")) && isObject(field(report, "imageId"));
}

/** COMPLETE of a basic scan; ACTIVE of an enhanced one, which goes on (API reference, `ImageScanStatus`). */
const finished: ReadonlySet<unknown> = new Set(["COMPLETE", "ACTIVE"]);

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const scan = field(report, "imageScanFindings");
  const holder = { title: "ECR scan", file: origin.name, pointer: "/imageScanFindings" };
  for (const key of ["findings", "enhancedFindings"]) requireList(scan, key, holder);
  const sink = postureSink(origin.name);
  for (const [index, finding] of list(scan, "findings").entries()) {
    readBasic(finding, `/imageScanFindings/findings/${index}`, sink);
  }
  for (const [index, finding] of list(scan, "enhancedFindings").entries()) {
    const source = { input: origin.name, pointer: `/imageScanFindings/enhancedFindings/${index}` };
    readInspectorFinding(finding, source, sink);
  }
  const close = { coverage: coverageOf(report), sorts: ["vulnerabilities"] as const };
  return postureReading(sink, close, finished.has(statusOf(report)) || sink.observations.length > 0);
}

/** One entry of `findings`; the package stands among its attributes. */
function readBasic(finding: unknown, pointer: string, sink: PostureSink): void {
  const id = text(finding, "name");
  if (id === undefined) {
    lose(sink, "vulnerabilities", "no vulnerability id");
    return;
  }
  const attributes = attributesOf(finding);
  const observation = observationOf({
    id,
    package: packageOf(attributes),
    word: text(finding, "severity"),
    cvss: scoresOf(attributes),
    title: text(finding, "description"),
    tool: "aws-ecr",
    source: { input: sink.input, pointer },
  });
  keep(sink, "vulnerabilities", observation);
}

function attributesOf(finding: unknown): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const entry of list(finding, "attributes")) {
    const key = text(entry, "key");
    const value = text(entry, "value");
    if (key !== undefined && value !== undefined) attributes.set(key, value);
  }
  return attributes;
}

function packageOf(attributes: ReadonlyMap<string, string>): PackageRef {
  const name = attributes.get("package_name") ?? "unnamed package";
  return { name, ...optional("version", attributes.get("package_version")) };
}

/** Attributes are named `CVSS2_SCORE`, `CVSS3_VECTOR` and so on; a vector tells 3.0 from 3.1 itself. */
const generations = [
  { key: "CVSS2", version: "2.0" },
  { key: "CVSS3", version: "3.1" },
  { key: "CVSS4", version: "4.0" },
] as const;

function scoresOf(attributes: ReadonlyMap<string, string>): readonly Cvss[] {
  return generations.flatMap(({ key, version }) => {
    const score = attributes.get(`${key}_SCORE`);
    const vector = attributes.get(`${key}_VECTOR`);
    return cvssOf({ version, score: score === undefined ? undefined : Number(score), vector }) ?? [];
  });
}

function statusOf(report: unknown): string | undefined {
  return text(field(report, "imageScanStatus"), "status");
}

function coverageOf(report: unknown): Reading["coverage"] {
  const scan = field(report, "imageScanFindings");
  const isNamed = text(report, "repositoryName") !== undefined || isObject(field(report, "imageId"));
  return {
    tool: "aws-ecr",
    ...optional("targets", isNamed ? 1 : undefined),
    ...optional("databaseDate", label(scan, "vulnerabilitySourceUpdatedAt")),
    ...optional("generatedAt", label(scan, "imageScanCompletedAt")),
    doubts: [
      ...(isNamed ? [] : ["the report names no image"]),
      ...statusDoubts(report),
      ...(text(report, "nextToken") === undefined ? [] : ["the report is one page of several: it has a nextToken"]),
      ...listDoubts(scan),
      ...countDoubts(scan),
    ],
  };
}

function statusDoubts(report: unknown): readonly string[] {
  const status = label(field(report, "imageScanStatus"), "status");
  if (finished.has(status)) return [];
  return [status === undefined ? "the report does not tell whether the scan finished" : `the scan is ${status}`];
}

/** A scan that found nothing says so by an empty list, or by counts. */
function listDoubts(scan: unknown): readonly string[] {
  const says =
    ["findings", "enhancedFindings"].some((key) => hasList(scan, key)) ||
    isObject(field(scan, "findingSeverityCounts"));
  return says ? [] : ["the report has no list of findings"];
}

/** The counts by severity are those of the whole scan, whatever part of it is listed. */
function countDoubts(scan: unknown): readonly string[] {
  const counts = field(scan, "findingSeverityCounts");
  if (!isObject(counts)) return [];
  const counted = Object.values(counts).reduce((sum: number, n) => sum + (typeof n === "number" ? n : 0), 0);
  const listed = list(scan, "findings").length + list(scan, "enhancedFindings").length;
  return counted > listed ? [`the scan counts ${counted} findings and lists ${listed}`] : [];
}
