import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { field, isObject, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import { maxLabel } from "../label.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";

/** A vulnerability and the library that has it; undefined without an id or a library. */
export function toMendVulnerability(entry: unknown, library: unknown, source: Source): Observation | undefined {
  const id = text(entry, "name");
  const ref = packageOf(library);
  if (id === undefined || ref === undefined) return undefined;
  return observationOf({
    id,
    package: ref,
    word: text(entry, "cvss3_severity") ?? text(entry, "severity"),
    cvss: scoresOf(entry),
    fixedIn: fixesOf(entry),
    title: text(entry, "description"),
    tool: "mend",
    source,
  });
}

/** CVSS 3 where there is one (`cvss3_score`), else 2. Scores are texts; the vector is that of the newer one. */
function scoresOf(entry: unknown): readonly Cvss[] {
  const vector = text(entry, "scoreMetadataVector");
  const three = cvssOf({ version: "3.1", score: numberOf(field(entry, "cvss3_score")), vector });
  const two = cvssOf({ version: "2.0", score: numberOf(field(entry, "score")) });
  return [three, two].flatMap((one) => one ?? []);
}

function numberOf(given: unknown): number | undefined {
  if (typeof given === "number") return given;
  return typeof given === "string" && /^\d{1,2}(?:\.\d{1,3})?$/.test(given) ? Number(given) : undefined;
}

/** Findings about code and licences come in the same frame, without a vulnerability or a component. */
export function isMendFinding(entry: unknown): boolean {
  return isObject(field(entry, "component")) && isObject(field(entry, "vulnerability"));
}

/** One finding of API 3; undefined without an id or a component. */
export function toMendFinding(entry: unknown, source: Source): Observation | undefined {
  const vulnerability = field(entry, "vulnerability");
  const id = text(vulnerability, "name") ?? text(entry, "name");
  const ref = packageOf(field(entry, "component"));
  if (id === undefined || ref === undefined) return undefined;
  return observationOf({
    id,
    package: ref,
    word: text(vulnerability, "severity"),
    cvss: platformScoresOf(entry),
    fixedIn: fixesOf(entry),
    title: text(vulnerability, "description"),
    tool: "mend",
    suppression: suppressionOf(field(entry, "findingInfo")),
    source,
  });
}

const generations: ReadonlyMap<string, string> = new Map([
  ["CVSS_2", "2.0"],
  ["CVSS_3", "3.1"],
  ["CVSS_4", "4.0"],
]);

function platformScoresOf(entry: unknown): readonly Cvss[] {
  const vector = text(entry, "scoreMetadataVector");
  const scores = list(field(entry, "vulnerability"), "vulnerabilityScoring").flatMap((given) => {
    const version = generations.get(text(given, "type") ?? "");
    return cvssOf({ version, score: number(given, "score") }) ?? [];
  });
  const own = cvssOf({ vector });
  return own === undefined ? scores : [own, ...scores.filter(({ version }) => version[0] !== own.version[0])];
}

/** Statuses with which somebody took a finding out. */
const settled: ReadonlySet<string> = new Set(["IGNORED", "LIBRARY_IN_HOUSE", "LIBRARY_WHITELIST"]);

function suppressionOf(info: unknown): Suppression | undefined {
  const status = text(info, "status") ?? "";
  if (!settled.has(status)) return undefined;
  const comment = text(info, "comment") ?? text(field(info, "comment"), "text");
  return {
    kind: "tool",
    ...optional("justification", comment === undefined ? undefined : shorten(comment, maxLabel)),
    rule: `status ${status}`,
  };
}

/** Maven libraries have group and artifact; of packages of other registries the group is the name, the artifact a file. */
function packageOf(library: unknown): PackageRef | undefined {
  const type = text(library, "type") ?? text(library, "libraryType");
  const group = text(library, "groupId");
  const artifact = text(library, "artifactId");
  const version = text(library, "version");
  const registryName = type === "MAVEN_ARTIFACT" ? `${group}:${artifact}` : group;
  const isFile =
    type === "MAVEN_ARTIFACT" && (group === undefined || artifact === undefined || /\.[jw]ar$/.test(artifact));
  const purl = registryName === undefined || isFile ? undefined : registryPurl(type, registryName, version);
  const name = purl === undefined ? (text(library, "name") ?? text(library, "filename") ?? artifact) : registryName;
  if (name === undefined) return undefined;
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", type) };
}

/** `Upgrade to version org.x:lib:1.13, 1.12.1`; other texts are advice that names no version for certain. */
function fixesOf(entry: unknown): readonly string[] {
  const advice = text(field(entry, "topFix"), "fixResolution") ?? "";
  const versions = /^upgrade to version ([^\n]{1,500})$/i.exec(advice)?.[1];
  return (
    versions
      ?.split(/[,;]/)
      .flatMap((part) => /^[^\s:]*$/.exec(part.trim().slice(part.trim().lastIndexOf(":") + 1))?.[0] ?? []) ?? []
  );
}
