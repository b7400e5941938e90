import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { at, field, list, number, optional, shorten, text, texts } from "../../../standards/wire.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import { packagePurl } from "../vulnerabilities/package-purl.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { findingOf } from "./check-finding.ts";

/** Where a check stands and what the report around it says of it. */
export type CheckovPlace = {
  readonly isSkipped: boolean;
  /** `check_type` of the report: `terraform`, `secrets`, `sca_package`… */
  readonly type: string | undefined;
  readonly source: Source;
};

/** True for a report of software composition analysis, which looks for known vulnerabilities. */
export function isSca(report: unknown): boolean {
  return text(report, "check_type")?.startsWith("sca_") ?? false;
}

/** An entry of `failed_checks` or `skipped_checks`; undefined when it names no check. */
export function toFinding(check: unknown, place: CheckovPlace): Finding | undefined {
  return findingOf({
    ruleId: text(check, "check_id") ?? text(check, "bc_check_id"),
    tool: "checkov",
    level: text(check, "severity"),
    message: text(check, "check_name") ?? text(check, "short_description"),
    file: fileOf(check),
    line: list(check, "file_line_range")[0],
    // The resource of a secret is a digest of the secret.
    resource: place.type === "secrets" ? undefined : (text(check, "resource_address") ?? text(check, "resource")),
    suppression: suppressionOf(check, place),
    source: place.source,
  });
}

/** Below the root of the repository where that is told, else below the folder that was scanned; both with a slash first. */
function fileOf(check: unknown): string | undefined {
  const path = text(check, "repo_file_path") ?? text(check, "file_path");
  return path?.replaceAll("\\", "/").replace(/^\/(?!\/)/, "");
}

/** The word with which Checkov fills in for a reason that nobody gave. */
const noReason = "No comment provided";

/** Comments in the source skip checks; the filters of a software composition run are the tool's. */
function suppressionOf(check: unknown, { isSkipped, type }: CheckovPlace): Suppression | undefined {
  if (!isSkipped) return undefined;
  const comment = text(field(check, "check_result"), "suppress_comment");
  const words = comment === undefined || comment === noReason ? undefined : shorten(comment, maxReason);
  if (type?.startsWith("sca_")) return { kind: "tool", ...optional("rule", words) };
  return { kind: "in_source", ...optional("justification", words) };
}

/** A reason is a sentence; a longer text is cut. */
const maxReason = 200;

/** A check with `vulnerability_details` that name a vulnerability; undefined for any other. */
export function toObservation(check: unknown, place: CheckovPlace): Observation | undefined {
  const details = field(check, "vulnerability_details");
  const id = text(details, "id");
  const ref = packageOf(details);
  if (id === undefined || ref === undefined) return undefined;
  return observationOf({
    id,
    package: ref,
    word: text(details, "severity") ?? text(check, "severity"),
    cvss: scoresOf(details),
    fixedIn: fixedIn(details),
    title: text(details, "description") ?? text(check, "short_description"),
    tool: "checkov",
    suppression: suppressionOf(check, place),
    source: place.source,
  });
}

/** Package types of the platform behind Checkov whose names are those of one registry. A jar names no group. */
const purlTypes: ReadonlyMap<string, string> = new Map([
  ["python", "pypi"],
  ["nodejs", "npm"],
  ["go", "golang"],
  ["gem", "gem"],
  ["nuget", "nuget"],
]);

function packageOf(details: unknown): PackageRef | undefined {
  const name = text(details, "package_name");
  if (name === undefined) return undefined;
  const version = text(details, "package_version");
  const ecosystem = text(details, "package_type");
  const type = purlTypes.get(ecosystem ?? "");
  const purl = type === undefined ? undefined : packagePurl(type, name, version);
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", ecosystem) };
}

/** The vector tells the version of the score. */
function scoresOf(details: unknown): readonly Cvss[] {
  const cvss = cvssOf({ score: number(details, "cvss"), vector: text(details, "vector") });
  return cvss === undefined ? [] : [cvss];
}

/** Versions that fix it; a report of the platform has only `status: "fixed in 1.2.3, 1.3.0"`. */
function fixedIn(details: unknown): readonly string[] {
  const listed = texts(details, "fixed_versions").filter((version) => version !== "N/A");
  if (listed.length > 0) return listed;
  const lowest = text(details, "lowest_fixed_version") ?? text(details, "fix_version");
  if (lowest !== undefined && lowest !== "N/A") return [lowest];
  const status = at(details, "status");
  if (typeof status !== "string" || !status.startsWith(fixedPrefix)) return [];
  return status.slice(fixedPrefix.length).split(", ");
}

const fixedPrefix = "fixed in ";
