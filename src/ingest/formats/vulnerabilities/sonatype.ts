import type { Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { counted } from "../../../domain/words.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { requireList } from "../refusals.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** The raw report of Sonatype Lifecycle (Nexus IQ), `/api/v2/applications/{id}/reports/{id}/raw`: components and their issues. */
export const sonatype: Format = {
  id: "sonatype-json",
  title: "Sonatype Lifecycle (Nexus IQ) report",
  sign: "`components` with `matchState` and `securityData`, or none beside a `matchSummary`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const components = list(report, "components");
  if (!hasList(report, "components")) return false;
  if (components.length === 0) return isObject(field(report, "matchSummary"));
  return components.some((one) => text(one, "matchState") !== undefined && field(one, "securityData") !== undefined);
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const components = list(report, "components");
  for (const [index, component] of components.entries()) readComponent(component, `/components/${index}`, sink);
  const unknown = components.filter((one) => text(one, "matchState") === "unknown").length;
  return vulnerabilityReading(sink, {
    coverage: {
      tool: "sonatype lifecycle",
      targets: components.length,
      doubts: [
        ...(components.length === 0 ? ["the report looked at no component"] : []),
        ...(unknown > 0 ? [`${counted(unknown, "component is", "components are")} not identified`] : []),
      ],
    },
    sorts: ["packages", "vulnerabilities"],
  });
}

function readComponent(component: unknown, pointer: string, sink: VulnerabilitySink): void {
  if (!isObject(component)) {
    lose(sink, "packages", "it is no object");
    return;
  }
  keep(sink, "packages");
  const data = field(component, "securityData");
  const holder = { title: "Sonatype Lifecycle", file: sink.input, pointer: `${pointer}/securityData` };
  requireList(data, "securityIssues", holder);
  const ref = packageOf(component);
  for (const [index, issue] of list(data, "securityIssues").entries()) {
    const observation = toObservation(issue, ref, `${pointer}/securityData/securityIssues/${index}`, sink.input);
    if (observation === undefined) lose(sink, "vulnerabilities", "no reference or no component");
    else keep(sink, "vulnerabilities", observation);
  }
}

/** Coordinates are those of the format; a component that was not identified has a path only. */
function packageOf(component: unknown): PackageRef | undefined {
  const identifier = field(component, "componentIdentifier");
  const coordinates = field(identifier, "coordinates");
  const type = text(identifier, "format");
  const own = text(coordinates, "artifactId") ?? text(coordinates, "packageId") ?? text(coordinates, "name");
  const group = text(coordinates, "groupId");
  const named = own === undefined || group === undefined ? own : `${group}:${own}`;
  const name = named ?? text(component, "displayName") ?? text(component, "hash");
  if (name === undefined) return undefined;
  const version = text(coordinates, "version");
  const given = canonicalPurl(text(component, "packageUrl") ?? "");
  const purl = given ?? (named === undefined ? undefined : registryPurl(type, named, version));
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", type) };
}

/** `severity` is a CVSS score; the version is not told, and the bands of 3.0 and 3.1 are the same. */
function toObservation(
  issue: unknown,
  ref: PackageRef | undefined,
  pointer: string,
  input: string,
): Observation | undefined {
  const id = text(issue, "reference");
  if (id === undefined || ref === undefined) return undefined;
  const score = cvssOf({ version: "3.1", score: number(issue, "severity") });
  const isDismissed = text(issue, "status") === "Not Applicable";
  return observationOf({
    id,
    package: ref,
    cvss: score === undefined ? [] : [score],
    tool: "sonatype lifecycle",
    suppression: isDismissed ? { kind: "external", rule: "status Not Applicable" } : undefined,
    source: { input, pointer },
  });
}
