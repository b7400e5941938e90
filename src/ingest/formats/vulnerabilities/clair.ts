import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { clairDoubts, clairPackageOf, keysOf, requireMap } from "./clair-parts.ts";
import { probabilityOf } from "./epss.ts";
import { observationOf } from "./observation.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Clair 4 VulnerabilityReport (`vulnerability_report.schema.json`), also from `clairctl report -o json`. */
export const clair: Format = {
  id: "clair-json",
  title: "Clair vulnerability report",
  sign: "`manifest_hash`, and `package_vulnerabilities` or `vulnerabilities`",
  versions: ["4"],
  kinds: ["cve"],
  detect,
  read,
};

/** An IndexReport begins the same and has neither map. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (text(report, "manifest_hash") === undefined || !isObject(report)) return false;
  return Object.hasOwn(report, "package_vulnerabilities") || isObject(field(report, "vulnerabilities"));
}

const members = [
  "packages",
  "vulnerabilities",
  "package_vulnerabilities",
  "environments",
  "distributions",
  "repository",
];

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  for (const key of members) requireMap(report, key, origin.name);
  const sink = vulnerabilitySink(origin.name);
  const context = { report, scores: enrichments(report, "clair.cvss"), epss: enrichments(report, "clair.epss") };
  const named = new Set<string>();
  for (const id of keysOf(report, "package_vulnerabilities")) {
    for (const [index, name] of list(field(report, "package_vulnerabilities"), id).entries()) {
      if (typeof name === "string") named.add(name);
      readMatch({ package: id, name, pointer: pointer("package_vulnerabilities", id, index) }, context, sink);
    }
  }
  for (const id of keysOf(report, "vulnerabilities")) {
    if (!named.has(id)) lose(sink, "matches", "no package is named for the vulnerability");
  }
  const packages = keysOf(report, "packages").length;
  sink.kept.set("packages", packages);
  return vulnerabilityReading(sink, {
    coverage: { tool: "clair", targets: packages, doubts: [...clairDoubts(report), ...packageDoubts(packages)] },
    sorts: ["matches", "packages"],
    formatVersion: "4",
  });
}

function packageDoubts(packages: number): readonly string[] {
  return packages === 0 ? ["the report found no package in the image"] : [];
}

type Context = {
  readonly report: unknown;
  readonly scores: ReadonlyMap<string, readonly unknown[]>;
  readonly epss: ReadonlyMap<string, readonly unknown[]>;
};

/** A package and a vulnerability by their ids in the report, and where they meet. */
type Match = { readonly package: string; readonly name: unknown; readonly pointer: string };

function readMatch(match: Match, context: Context, sink: VulnerabilitySink): void {
  const key = typeof match.name === "string" ? match.name : "";
  const record = field(field(context.report, "vulnerabilities"), key);
  const id = idOf(record);
  const ref = clairPackageOf(context.report, match.package);
  if (id === undefined) lose(sink, "matches", "the vulnerability is not in the report or has no name");
  else if (ref === undefined) lose(sink, "matches", "the package is not in the report or has no name");
  else keep(sink, "matches", toObservation({ id, key, record, ref, pointer: match.pointer }, context, sink));
}

/** Names are ids, in older reports followed by a sentence: `CVE-2009-5155 on Ubuntu 18.04 LTS (bionic) - low.` */
function idOf(record: unknown): string | undefined {
  const name = text(record, "name")?.trimStart().split(/\s/, 1)[0]?.replace(/:$/, "");
  return name === "" ? undefined : name;
}

type Found = {
  readonly id: string;
  readonly key: string;
  readonly record: unknown;
  readonly ref: PackageRef;
  readonly pointer: string;
};

function toObservation(
  { id, key, record, ref, pointer: place }: Found,
  context: Context,
  sink: VulnerabilitySink,
): Observation {
  const epss = context.epss.get(key)?.flatMap((entry) => probabilityOf(field(entry, "epss")) ?? []) ?? [];
  return observationOf({
    id,
    names: id.toUpperCase().startsWith("CVE-") ? [] : namesIn(text(record, "links")),
    package: ref,
    word: text(record, "normalized_severity") ?? text(record, "severity"),
    cvss: context.scores.get(key)?.flatMap((entry) => scoreOf(entry) ?? []) ?? [],
    epss: epss.length === 0 ? undefined : Math.max(...epss),
    fixedIn: fixesOf(text(record, "fixed_in_version")),
    title: text(record, "description") ?? text(record, "name"),
    tool: "clair",
    source: { input: sink.input, pointer: place },
  });
}

/** The ids that an advisory's links, which are one text with spaces between them, lead to. */
function namesIn(links: string | undefined): readonly string[] {
  return links?.split(/\s/).flatMap(vulnerabilityIdsIn) ?? [];
}

/** A version, or for records from OSV an encoded list: `fixed=1.2.3&introduced=0`. */
function fixesOf(given: string | undefined): readonly string[] {
  if (given === undefined || given === "0") return [];
  if (!/^[a-zA-Z]+=/.test(given)) return [given];
  return given.split("&").flatMap((pair) => (pair.startsWith("fixed=") ? [pair.slice("fixed=".length)] : []));
}

/** CVSS records of the NVD's own schema. */
function scoreOf(entry: unknown): Cvss | undefined {
  return cvssOf({
    version: text(entry, "version"),
    score: number(entry, "baseScore"),
    vector: text(entry, "vectorString"),
    scorer: "NVD",
  });
}

/** What an enricher adds: under a media type that names it, a list of maps from vulnerability id to records. */
function enrichments(report: unknown, enricher: string): ReadonlyMap<string, readonly unknown[]> {
  const all = field(report, "enrichments");
  const types = keysOf(report, "enrichments").filter((type) => type.includes(`enricher=${enricher}`));
  const maps = types.flatMap((type) => list(all, type)).filter(isObject);
  return new Map(maps.flatMap((map) => Object.keys(map).map((id) => [id, list(map, id)] as const)));
}
