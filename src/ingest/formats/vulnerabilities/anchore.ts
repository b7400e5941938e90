import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, hasList, isObject, list, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { requireList } from "../refusals.ts";
import { isEvaluation, toEvaluation } from "./anchore-evaluation.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/**
 * Anchore: Engine and Enterprise (`vulnerabilities` of an image), what anchorectl prints of it (the list alone, names in
 * camel case, or the unified report that holds it), and the security evaluation of the user interface.
 */
export const anchore: Format = {
  id: "anchore-json",
  title: "Anchore JSON",
  sign: "entries with `vuln` and a package, or with `vulnerability_id`, `package_name` and `fix_state` (in snake or camel case); or `securityEvaluation`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (isEvaluation(report)) return true;
  const { entries } = partOf(report);
  if (entries.some(isEntry)) return true;
  const holder = holderOf(report);
  const isEmpty = entries.length === 0 && hasList(holder, "vulnerabilities");
  return (
    isEmpty &&
    named(holder, "imageDigest", "vulnerability_type", "vulnerabilityType", "extended_support", "extendedSupport")
  );
}

function isEntry(entry: unknown): boolean {
  if (text(entry, "vuln") !== undefined) return named(entry, "package_name", "packageName", "package");
  if (text(entry, "vulnerabilityId") !== undefined) return named(entry, "packageName") && named(entry, "fixState");
  return text(entry, "vulnerability_id") !== undefined && named(entry, "package_name") && named(entry, "fix_state");
}

function named(value: unknown, ...keys: readonly string[]): boolean {
  return keys.some((key) => field(value, key) !== undefined);
}

/** The object that has the list: the report itself, or its member `vulnerabilities` in a unified report. */
function holderOf(report: unknown): unknown {
  const inner = field(report, "vulnerabilities");
  return isObject(inner) ? inner : report;
}

/** The entries, and the pointer of their list. */
function partOf(report: unknown): { readonly entries: readonly unknown[]; readonly base: readonly string[] } {
  if (Array.isArray(report)) return { entries: report, base: [] };
  const isUnified = isObject(field(report, "vulnerabilities"));
  const base = isUnified ? ["vulnerabilities", "vulnerabilities"] : ["vulnerabilities"];
  return { entries: list(holderOf(report), "vulnerabilities"), base };
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  requireList(report, "securityEvaluation", { title: "Anchore", file: origin.name, pointer: "" });
  const isTable = isEvaluation(report);
  const { entries, base } = isTable
    ? { entries: list(report, "securityEvaluation"), base: ["securityEvaluation"] }
    : partOf(report);
  for (const [index, entry] of entries.entries()) {
    const source = { input: origin.name, pointer: pointer(...base, index) };
    const observation = isTable ? toEvaluation(entry, source) : toObservation(entry, source);
    if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id or package");
    else keep(sink, "vulnerabilities", observation);
  }
  return vulnerabilityReading(sink, { coverage: coverageOf(report), sorts: ["vulnerabilities"] });
}

function coverageOf(report: unknown): Reading["coverage"] {
  const holder = holderOf(report);
  const image = ["imageDigest", "image_digest", "sbomId", "sbom_id"].some((key) => text(holder, key) !== undefined);
  const isNamed = image || text(field(report, "metadata"), "imageDigest") !== undefined;
  return {
    tool: "anchore",
    ...optional("targets", isNamed ? 1 : undefined),
    ...optional("generatedAt", text(field(report, "metadata"), "timestamp")),
    // The list alone never names its image, and is told from other lists by its entries.
    doubts: [
      ...(isNamed || Array.isArray(report) ? [] : ["the report names no image"]),
      ...(isEvaluation(report) && !hasList(report, "securityEvaluation")
        ? ["the report has no list of vulnerabilities"]
        : []),
    ],
  };
}

/** Members are in snake case in the API and in camel case in what anchorectl prints. */
function either(entry: unknown, snake: string, camel: string): string | undefined {
  return given(text(entry, snake) ?? text(entry, camel));
}

/** The text `None` is how Anchore's API writes that there is nothing. */
function given(value: string | undefined): string | undefined {
  return value === "None" ? undefined : value;
}

function toObservation(entry: unknown, source: Observation["source"]): Observation | undefined {
  const id = text(entry, "vuln") ?? either(entry, "vulnerability_id", "vulnerabilityId");
  const ref = packageOf(entry);
  if (id === undefined || ref === undefined) return undefined;
  const records = [...list(entry, "nvd_data"), ...list(entry, "nvdData")];
  const fix = given(text(entry, "fix"));
  return observationOf({
    id,
    names: records.flatMap((record) => text(record, "id") ?? []),
    package: ref,
    word: text(entry, "severity"),
    cvss: records.flatMap(scoresOf),
    fixedIn: fix === undefined ? [...texts(entry, "fix_versions"), ...texts(entry, "fixVersions")] : fix.split(/, ?/),
    title: text(entry, "description"),
    tool: "anchore",
    source,
  });
}

function packageOf(entry: unknown): PackageRef | undefined {
  const version = either(entry, "package_version", "packageVersion");
  const name = either(entry, "package_name", "packageName") ?? withoutVersion(text(entry, "package"), version);
  if (name === undefined) return undefined;
  const type = either(entry, "package_type", "packageType");
  const purl = canonicalPurl(text(entry, "purl") ?? "") ?? registryPurl(type, name, version);
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", type) };
}

/** `package` is the name and the version, joined by a hyphen. */
function withoutVersion(joined: string | undefined, version: string | undefined): string | undefined {
  const suffix = `-${version ?? ""}`;
  return joined?.endsWith(suffix) === true ? joined.slice(0, -suffix.length) : joined;
}

/** Scores only, without vectors; -1 is how Anchore writes that there is none. */
function scoresOf(record: unknown): readonly Cvss[] {
  return (["2", "3"] as const).flatMap((generation) => {
    const cvss = field(record, `cvss_v${generation}`) ?? field(record, `cvssV${generation}`);
    const score = number(cvss, "base_score") ?? number(cvss, "baseScore");
    if (score === undefined || score < 0) return [];
    return cvssOf({ version: generation === "2" ? "2.0" : "3.1", score, scorer: "NVD" }) ?? [];
  });
}
