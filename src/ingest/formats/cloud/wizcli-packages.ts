import type { Source } from "../../../domain/source.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { field, list, number, optional, text } from "../../../standards/wire.ts";
import { misshapen } from "../refusals.ts";
import { probabilityOf } from "../vulnerabilities/epss.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import { registryPurl } from "../vulnerabilities/registry-purl.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { keep, leaveOut, lose, type VulnerabilitySink } from "../vulnerabilities/vulnerability-sink.ts";
import { setAside } from "./cloud-finding.ts";

/** The lists of a result that hold packages, those with vulnerabilities only. */
export const packageLists: readonly string[] = ["osPackages", "libraries", "applications", "cpes"];

/** Reads the vulnerabilities of all packages; gives what was read as `name@version id`. */
export function readWizPackages(result: unknown, sink: VulnerabilitySink): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { entry, record, pointer } of packageLists.flatMap((key) => pairsOf(result, key))) {
    const id = readRecord(entry, record, { input: sink.input, pointer }, sink);
    if (id !== undefined) known.add(nameOf(entry, id));
  }
  return known;
}

type Pair = { readonly entry: unknown; readonly record: unknown; readonly pointer: string };

function pairsOf(result: unknown, key: string): readonly Pair[] {
  return list(result, key).flatMap((entry, index) => {
    const pointer = `/result/${key}/${index}/vulnerabilities`;
    // What is no list still counts as one vulnerability: one that cannot be read.
    const records = misshapen(entry, ["vulnerabilities"]).length > 0 ? [undefined] : list(entry, "vulnerabilities");
    return records.map((record, place) => ({ entry, record, pointer: `${pointer}/${place}` }));
  });
}

/** Reads one vulnerability of one package; gives its id. */
function readRecord(entry: unknown, record: unknown, source: Source, sink: VulnerabilitySink): string | undefined {
  const id = text(record, "name") ?? text(record, "vulnerabilityExternalId");
  if (id === undefined) lose(sink, "vulnerabilities", "no vulnerability id");
  else if (text(entry, "name") === undefined) lose(sink, "vulnerabilities", "no package name");
  else keep(sink, "vulnerabilities", toObservation(entry, record, id, source));
  return id;
}

function nameOf(entry: unknown, id: string): string {
  return `${text(entry, "name")}@${text(entry, "version")} ${id}`;
}

function toObservation(entry: unknown, record: unknown, id: string, source: Source): Observation {
  const fix = text(record, "fixedVersion");
  const ignored = list(record, "ignoredPolicyMatches").length > 0;
  const standing = ignored ? setAside("an ignore rule of the policy") : undefined;
  return observationOf({
    id,
    package: packageOf(entry),
    word: text(record, "severity"),
    cvss: scoresOf(record),
    epss: probabilityOf(field(record, "epssProbability")),
    fixedIn: fix === undefined ? [] : [fix],
    title: text(record, "description"),
    tool: "wizcli",
    suppression: standing?.is === "open" ? standing.suppression : undefined,
    source,
  });
}

function packageOf(entry: unknown): PackageRef {
  const name = text(entry, "name") ?? "";
  const version = text(entry, "version");
  const path = text(entry, "path") ?? text(entry, "filePath");
  const registry = registries.get(path?.split("/").at(-1) ?? "");
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(registry, name, version)),
    ...optional("ecosystem", registry ?? text(entry, "detectionMethod")),
  };
}

/** Files that only one registry's packages are listed in; where a package was found is all that tells of its registry. */
const registries: ReadonlyMap<string, string> = new Map([
  ["go.mod", "golang"],
  ["go.sum", "golang"],
  ["package.json", "npm"],
  ["package-lock.json", "npm"],
  ["yarn.lock", "npm"],
  ["pnpm-lock.yaml", "npm"],
  ["requirements.txt", "pypi"],
  ["poetry.lock", "pypi"],
  ["Pipfile.lock", "pypi"],
  ["Gemfile.lock", "gem"],
  ["Cargo.lock", "cargo"],
  ["composer.lock", "composer"],
  ["packages.lock.json", "nuget"],
  ["pom.xml", "maven"],
]);

/** `score` is that of CVSS 3 when there are metrics of it; without any the version is not told. */
function scoresOf(record: unknown): readonly Cvss[] {
  const score = number(record, "score");
  const version = field(record, "cvssV3Metrics") == null ? undefined : "3.1";
  return cvssList({ version, score });
}

function cvssList(given: { readonly version: string | undefined; readonly score: number | undefined }) {
  const cvss = cvssOf({ ...given, scorer: "wiz" });
  return cvss === undefined ? [] : [cvss];
}

/** The same packages by name and version, which newer reports list beside the others or in their place. */
export function readSbomPackages(result: unknown, known: ReadonlySet<string>, sink: VulnerabilitySink): void {
  for (const [index, entry] of list(result, "vulnerableSBOMArtifactsByNameVersion").entries()) {
    const found = field(entry, "vulnerabilityFindings");
    const pointer = `/result/vulnerableSBOMArtifactsByNameVersion/${index}/vulnerabilityFindings/findings`;
    for (const [place, given] of list(found, "findings").entries()) {
      const name = text(given, "vulnerabilityExternalId") ?? text(given, "name");
      const fixedVersion = text(given, "fixedVersion") ?? text(found, "fixedVersion");
      const record = { name, severity: text(given, "severity"), fixedVersion };
      const isKnown = name !== undefined && known.has(nameOf(entry, name));
      if (isKnown) leaveOut(sink, "vulnerabilities", "listed with its package already");
      else readRecord(entry, record, { input: sink.input, pointer: `${pointer}/${place}` }, sink);
    }
  }
}
