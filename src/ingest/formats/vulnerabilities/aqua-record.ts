import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { field, isObject, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import { maxLabel } from "../label.ts";
import { probabilityOf } from "./epss.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";

const marks = ["aqua_severity", "aqua_score", "nvd_severity", "nvd_cvss3_score", "vendor_severity"];

/** True for a vulnerability as API 2 lists it. */
export function isAquaRecord(entry: unknown): boolean {
  return text(entry, "name") !== undefined && isObject(entry) && marks.some((key) => Object.hasOwn(entry, key));
}

/** One vulnerability of a resource; undefined without an id. */
export function toAquaObservation(entry: unknown, resource: unknown, source: Source): Observation | undefined {
  const id = text(entry, "name");
  if (id === undefined) return undefined;
  const fix = text(entry, "fix_version");
  return observationOf({
    id,
    names: list(entry, "ref_vulns").flatMap((one) => text(one, "name") ?? []),
    package: packageOf(resource),
    word: wordOf(entry),
    cvss: scoresOf(entry),
    cwes: list(entry, "cwe_info").flatMap((cwe) => text(cwe, "Id") ?? text(cwe, "id") ?? []),
    epss: probabilityOf(field(entry, "epss_score")),
    fixedIn: fix?.split(/, ?/) ?? [],
    title: text(entry, "description"),
    tool: "aqua",
    suppression: suppressionOf(entry),
    source,
  });
}

/** Aqua's own word, then the vendor's, then the NVD's; the newer CVSS before the older. */
const words = [
  "aqua_severity",
  "severity",
  "vendor_severity_v3",
  "vendor_severity",
  "nvd_severity_v3",
  "nvd_cvss3_severity",
  "nvd_severity",
];

function wordOf(entry: unknown): string | undefined {
  return words.map((key) => text(entry, key)).find((word) => word !== undefined);
}

/** Names of score and vector; a score that Aqua made of a word has the version `Aqua` and no vector. */
const places = [
  { version: "2.0", score: "nvd_score", vector: "nvd_vectors", scorer: "NVD" },
  { version: "2.0", score: "nvd_cvss2_score", vector: "nvd_cvss2_vectors", scorer: "NVD" },
  { version: "3.0", score: "nvd_score_v3", vector: "nvd_vectors_v3", scorer: "NVD" },
  { version: "3.0", score: "nvd_cvss3_score", vector: "nvd_cvss3_vectors", scorer: "NVD" },
  { version: undefined, score: "vendor_score", vector: "vendor_vectors", scorer: "vendor" },
  { version: "3.0", score: "vendor_score_v3", vector: "vendor_vectors_v3", scorer: "vendor" },
] as const;

function scoresOf(entry: unknown): readonly Cvss[] {
  return places.flatMap(({ version, score, vector, scorer }) => {
    return cvssOf({ version, score: number(entry, score), vector: text(entry, vector), scorer }) ?? [];
  });
}

/** Packages have a name; files only a path. */
function packageOf(resource: unknown): PackageRef {
  const path = text(resource, "path");
  const name = text(resource, "name") ?? path?.slice(path.lastIndexOf("/") + 1) ?? "unnamed resource";
  const version = text(resource, "version");
  const format = text(resource, "format");
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(format, name, version)),
    ...optional("ecosystem", format),
  };
}

function suppressionOf(entry: unknown): Suppression | undefined {
  const author = text(entry, "ack_author");
  if (field(entry, "acknowledged") !== true && author === undefined) return undefined;
  const comment = text(entry, "ack_comment");
  return {
    kind: "tool",
    ...optional("justification", comment === undefined ? undefined : shorten(comment, maxLabel)),
    rule: "acknowledged",
  };
}
