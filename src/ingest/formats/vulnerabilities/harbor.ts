import { FixopsError } from "../../../domain/error.ts";
import type { Cvss, Observation } from "../../../domain/vulnerability.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList, shown } from "../refusals.ts";
import { observationOf } from "./observation.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Harbor: a map from the media type of the report to the report (`additions/vulnerabilities`), or the report alone. */
export const harbor: Format = {
  id: "harbor-json",
  title: "Harbor vulnerability report",
  sign: "a key that is the media type of Harbor's reports; or `generated_at`, `vulnerabilities` and a `scanner` with its vendor",
  versions: ["1.0", "1.1"],
  kinds: ["cve"],
  detect,
  read,
};

/** Media types of pluggable-scanner-spec; the second is the older one. */
const mediaTypes = [
  "application/vnd.security.vulnerability.report",
  "application/vnd.scanner.adapter.vuln.report.harbor+json",
] as const;

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return mediaTypeOf(report) !== undefined || isBare(report);
}

function mediaTypeOf(report: unknown): string | undefined {
  if (!isObject(report)) return undefined;
  return Object.keys(report).find((key) => mediaTypes.some((type) => key.startsWith(type)));
}

function isBare(report: unknown): boolean {
  const isReport = text(report, "generated_at") !== undefined && isObject(field(report, "scanner"));
  return (
    isReport &&
    isObject(report) &&
    Object.hasOwn(report, "vulnerabilities") &&
    text(field(report, "scanner"), "vendor") !== undefined
  );
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const mediaType = mediaTypeOf(value);
  const report = mediaType === undefined ? value : field(value, mediaType);
  const base = mediaType === undefined ? [] : [mediaType];
  const version = mediaType === undefined ? undefined : versionOf(mediaType, origin);
  requireList(report, "vulnerabilities", { title: "Harbor", file: origin.name, pointer: pointer(...base) });
  const sink = vulnerabilitySink(origin.name);
  const digests = new Set<string>();
  for (const [index, entry] of list(report, "vulnerabilities").entries()) {
    const source = { input: origin.name, pointer: pointer(...base, "vulnerabilities", index) };
    const observation = toObservation(entry, source);
    if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id or package");
    else keep(sink, "vulnerabilities", observation);
    for (const digest of texts(entry, "artifact_digests")) digests.add(digest);
  }
  return vulnerabilityReading(sink, {
    coverage: coverageOf(report, digests.size),
    sorts: ["vulnerabilities"],
    formatVersion: version,
  });
}

function versionOf(mediaType: string, origin: Origin): string {
  const version = /;\s*version=([\d.]{1,10})\s*$/.exec(mediaType)?.[1];
  if (version !== undefined && /^1\.\d+$/.test(version)) return version;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `the media type of the Harbor report is ${shown(mediaType)}; expected version 1.x`,
    {
      where: { file: origin.name, pointer: pointer(mediaType) },
      hint: "ask Harbor for application/vnd.security.vulnerability.report; version=1.1",
    },
  );
}

function coverageOf(report: unknown, digests: number): Reading["coverage"] {
  const scanner = field(report, "scanner");
  const isNamed = isObject(field(report, "artifact")) || digests > 0;
  return {
    ...optional("tool", label(scanner, "name")),
    ...optional("toolVersion", label(scanner, "version")),
    ...optional("targets", isNamed ? Math.max(digests, 1) : undefined),
    ...optional("generatedAt", label(report, "generated_at")),
    doubts: [
      ...(label(scanner, "name") === undefined ? ["the report names no scanner"] : []),
      ...(isNamed || list(report, "vulnerabilities").length > 0 ? [] : ["the report names no artifact"]),
      ...(isObject(report) && Object.hasOwn(report, "vulnerabilities")
        ? []
        : ["the report has no list of vulnerabilities"]),
    ],
  };
}

function toObservation(entry: unknown, source: Observation["source"]): Observation | undefined {
  const id = text(entry, "id");
  const name = text(entry, "package");
  if (id === undefined || name === undefined) return undefined;
  const fix = text(entry, "fix_version");
  return observationOf({
    id,
    package: { name, ...optional("version", text(entry, "version")) },
    word: text(entry, "severity"),
    cvss: [
      ...preferredOf(field(entry, "preferred_cvss")),
      ...vendorsOf(field(field(entry, "vendor_attributes"), "CVSS")),
    ],
    cwes: texts(entry, "cwe_ids"),
    fixedIn: fix?.split(", ") ?? [],
    title: text(entry, "description"),
    tool: "harbor",
    source,
  });
}

function preferredOf(cvss: unknown): readonly Cvss[] {
  return [
    cvssOf({ version: "2.0", score: number(cvss, "score_v2"), vector: text(cvss, "vector_v2"), scorer: "preferred" }),
    cvssOf({ version: "3.1", score: number(cvss, "score_v3"), vector: text(cvss, "vector_v3"), scorer: "preferred" }),
  ].flatMap((one) => one ?? []);
}

/** The scanner's own attributes; those of Trivy map each vendor to its scores. */
function vendorsOf(vendors: unknown): readonly Cvss[] {
  if (!isObject(vendors)) return [];
  return Object.keys(vendors).flatMap((scorer) => {
    const given = field(vendors, scorer);
    return [
      cvssOf({ version: "2.0", score: number(given, "V2Score"), vector: text(given, "V2Vector"), scorer }),
      cvssOf({ version: "3.1", score: number(given, "V3Score"), vector: text(given, "V3Vector"), scorer }),
    ].flatMap((one) => one ?? []);
  });
}
