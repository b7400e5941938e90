import type { Finding } from "../../../domain/finding.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { at, field, isObject, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { type PostureSink, postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter } from "./cloud-finding.ts";
import { assessed, assessmentDoubts } from "./defender-state.ts";
import { type Entry, entriesOf, framesOf, someItem } from "./entries.ts";
import { note, type Survey, survey, surveyed } from "./survey.ts";

/**
 * Assessments of Microsoft Defender for Cloud: the REST API (`value`), Resource Graph (`data`), or the bare list of
 * `az security assessment list`, which has the properties one level higher.
 */
export const defender: Format = {
  id: "defender-json",
  title: "Microsoft Defender for Cloud assessments JSON",
  sign: "assessments of Microsoft.Security, by `type` or `id`, with a `status`",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => someItem(document, listKeys, isAssessment),
  read,
};

const listKeys = ["value", "data"];

const provider = "/providers/microsoft.security/";

function isAssessment(item: unknown): boolean {
  const type = text(item, "type")?.toLowerCase() ?? "";
  const id = text(item, "id")?.toLowerCase() ?? "";
  const isNamed = type.startsWith("microsoft.security/assessments") || id.includes(`${provider}assessments/`);
  return isNamed && isObject(field(propertiesOf(item), "status"));
}

function propertiesOf(item: unknown): unknown {
  return field(item, "properties") ?? item;
}

function read(document: Document, origin: Origin): Reading {
  const entries = entriesOf(document, listKeys);
  const sink = postureSink(origin.name);
  const found = survey();
  for (const entry of entries) readAssessment(entry, sink, found);
  const isPage = framesOf(document).some((frame) =>
    ["nextLink", "$skipToken", "skip_token"].some((key) => text(frame, key)),
  );
  const doubts = [
    ...assessmentDoubts(sink),
    ...(isPage ? ["the report is one page of several: it names a further one"] : []),
  ];
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["checks"] }, false);
}

function readAssessment({ item, pointer }: Entry, sink: PostureSink, found: Survey): void {
  const properties = propertiesOf(item);
  const rule = text(item, "name") ?? text(properties, "displayName");
  const resource = resourceOf(item);
  const resources = resource === undefined ? [] : [resource];
  note(found, { tool: "Microsoft Defender for Cloud", rule, resources });
  const status = field(properties, "status");
  enter(sink, "checks", assessed(text(status, "code"), text(status, "cause")), (suppression) =>
    rule === undefined ? undefined : toFinding(item, rule, suppression, { input: sink.input, pointer }),
  );
}

/** The severity stands in the metadata, which the API adds on request, or in the status of a sub-assessment. */
function toFinding(
  item: unknown,
  ruleId: string,
  suppression: Suppression | undefined,
  source: Finding["source"],
): Finding {
  const properties = propertiesOf(item);
  const id = text(item, "id");
  const cves = list(field(properties, "additionalData"), "cve").flatMap((cve) => text(cve, "title") ?? []);
  return cloudFinding({
    ruleId,
    tool: "Microsoft Defender for Cloud",
    level: text(field(properties, "metadata"), "severity") ?? text(field(properties, "status"), "severity"),
    message: text(properties, "displayName") ?? text(field(properties, "metadata"), "displayName"),
    resource: resourceOf(item),
    vulnerabilityIds: [...new Set(cves.flatMap(vulnerabilityIdsIn))],
    fingerprint: id === undefined ? undefined : `id=${id}`,
    suppression,
    source,
  });
}

/** The resource that was assessed; its id is also the first part of the assessment's. */
function resourceOf(item: unknown): string | undefined {
  const details = at(propertiesOf(item), "resourceDetails");
  const named = text(details, "Id") ?? text(details, "id") ?? text(details, "ResourceId");
  if (named !== undefined) return named;
  const id = text(item, "id") ?? "";
  const end = id.toLowerCase().indexOf(provider);
  return end > 0 ? id.slice(0, end) : undefined;
}
