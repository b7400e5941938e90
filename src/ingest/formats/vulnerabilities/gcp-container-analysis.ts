import { pointer } from "../../../standards/json-pointer.ts";
import { at, field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { isOccurrence, readOccurrence } from "./gcp-occurrence.ts";
import { vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/**
 * Google Artifact Analysis (Container Analysis API 1): occurrences as the API lists them, as `gcloud artifacts … list-vulnerabilities`
 * prints them, and sorted by severity as `gcloud artifacts docker images describe --show-package-vulnerability` does.
 */
export const gcpContainerAnalysis: Format = {
  id: "gcp-container-analysis-json",
  title: "Google Artifact Analysis occurrences",
  sign: "occurrences with `noteName`, and a `vulnerability` or a `name` under occurrences; or `package_vulnerability_summary`",
  versions: ["1"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (isObject(field(report, "package_vulnerability_summary"))) return true;
  const isList = Array.isArray(report) || hasList(report, "occurrences");
  return isList && occurrencesOf(report).some(({ entry }) => isOccurrence(entry));
}

type Placed = { readonly entry: unknown; readonly path: readonly PropertyKey[] };

function occurrencesOf(report: unknown): readonly Placed[] {
  if (Array.isArray(report)) return placed(report, []);
  if (hasList(report, "occurrences")) return placed(list(report, "occurrences"), ["occurrences"]);
  const bySeverity = at(report, "package_vulnerability_summary", "vulnerabilities");
  const severities = isObject(bySeverity) ? Object.keys(bySeverity) : [];
  const base = ["package_vulnerability_summary", "vulnerabilities"];
  return severities.flatMap((severity) => placed(list(bySeverity, severity), [...base, severity]));
}

function placed(entries: readonly unknown[], base: readonly PropertyKey[]): readonly Placed[] {
  return entries.map((entry, index) => ({ entry, path: [...base, index] }));
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const images = new Set<string>();
  const occurrences = occurrencesOf(report);
  for (const { entry, path } of occurrences) {
    const image = text(entry, "resourceUri");
    if (image !== undefined) images.add(image);
    readOccurrence(entry, pointer(...path), sink);
  }
  const digest = text(field(report, "image_summary"), "digest");
  const targets = images.size > 0 ? images.size : Number(digest !== undefined);
  const coverage = {
    tool: "google-artifact-analysis",
    ...optional("targets", targets > 0 ? targets : undefined),
    doubts: [
      ...(targets === 0 ? ["the report names no image"] : []),
      ...(text(report, "nextPageToken") === undefined
        ? []
        : ["the answer is one page of several: it has a nextPageToken"]),
      ...countDoubts(report, occurrences.length),
      ...(sink.observations.length > 0 || finished(report)
        ? []
        : ["the report does not tell that an analysis finished"]),
      ...new Set(discoveriesOf(report).flatMap(discoveryDoubts)),
    ],
  };
  return vulnerabilityReading(sink, { coverage, sorts: ["matches"], formatVersion: "1" });
}

function countDoubts(report: unknown, listed: number): readonly string[] {
  const total = number(field(report, "package_vulnerability_summary"), "total_vulnerability_found") ?? 0;
  return total > listed ? [`the summary counts ${total} vulnerabilities and lists ${listed}`] : [];
}

/** Occurrences of kind DISCOVERY tell how the analysis went. */
function discoveriesOf(report: unknown): readonly unknown[] {
  const described = list(field(report, "discovery_summary"), "discovery");
  return [...described, ...occurrencesOf(report).map(({ entry }) => entry)].flatMap(
    (entry) => field(entry, "discovery") ?? [],
  );
}

const finishedWell: ReadonlySet<unknown> = new Set(["FINISHED_SUCCESS", "COMPLETE"]);

function finished(report: unknown): boolean {
  return discoveriesOf(report).some((discovery) => finishedWell.has(field(discovery, "analysisStatus")));
}

function discoveryDoubts(discovery: unknown): readonly string[] {
  const status = label(discovery, "analysisStatus");
  return status === undefined || finishedWell.has(status) ? [] : [`the analysis is ${status}`];
}
