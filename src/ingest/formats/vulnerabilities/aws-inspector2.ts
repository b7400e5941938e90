import { counted } from "../../../domain/words.ts";
import { field, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { readInspectorFinding, resourceOf } from "./inspector-finding.ts";
import { postureReading, postureSink } from "./posture-sink.ts";

/** Findings of Amazon Inspector 2: `aws inspector2 list-findings`, its list alone, and the JSON of a findings report. */
export const awsInspector2: Format = {
  id: "aws-inspector2-json",
  title: "Amazon Inspector findings",
  sign: "findings with a `findingArn` of inspector2",
  versions: [],
  kinds: ["cve", "cnapp"],
  detect,
  read,
};

/** Security Hub and others list `findings` too; only Inspector names them by an ARN of its own in this member. */
function detect(document: Document): boolean {
  return findingsOf(jsonValue(document)).some((finding) => text(finding, "findingArn")?.includes(":inspector2:"));
}

function findingsOf(report: unknown): readonly unknown[] {
  return Array.isArray(report) ? report : list(report, "findings");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const base = Array.isArray(report) ? "" : "/findings";
  const sink = postureSink(origin.name);
  const resources = new Set<string>();
  for (const [index, finding] of findingsOf(report).entries()) {
    readInspectorFinding(finding, { input: origin.name, pointer: `${base}/${index}` }, sink);
    const resource = resourceOf(finding);
    if (resource !== undefined) resources.add(resource);
  }
  return postureReading(sink, {
    coverage: {
      tool: "aws-inspector2",
      ...optional("targets", resources.size > 0 ? resources.size : undefined),
      doubts: doubtsOf(report, resources.size),
    },
    sorts: ["matches"],
  });
}

function doubtsOf(report: unknown, resources: number): readonly string[] {
  const failed = list(report, "failedFindings").length;
  return [
    ...(resources === 0 ? ["the report names no resource"] : []),
    ...(text(report, "nextToken") === undefined ? [] : ["the report is one page of several: it has a nextToken"]),
    ...(failed === 0 ? [] : [`${counted(failed, "finding")} could not be fetched`]),
    ...(field(report, "errorCode") === undefined ? [] : ["the report tells of an error"]),
  ];
}
