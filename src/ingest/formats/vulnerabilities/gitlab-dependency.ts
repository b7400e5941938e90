import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { field, hasList, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import {
  cwesAmong,
  type GitlabIdentifier,
  gitlabCoverage,
  gitlabNotices,
  gitlabVersion,
  gitlabVersions,
  identifiersOf,
  isAboutPackages,
  isGitlabReport,
  scannerOf,
} from "../findings/gitlab-report.ts";
import { jsonValue } from "../forms.ts";
import { ecosystemsOf, purlTypeOf } from "./gitlab-ecosystems.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** GitLab CI's reports of dependency scanning and container scanning (`gl-dependency-scanning-report.json`). */
export const gitlabDependency: Format = {
  id: "gitlab-dependency-json",
  title: "GitLab report of dependency or container scanning",
  sign: "`vulnerabilities` and a `scan.type`, or entries with `identifiers` and a `location`, that are about packages",
  versions: gitlabVersions,
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return isGitlabReport(report) && isAboutPackages(report);
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const formatVersion = gitlabVersion(report, origin.name);
  const sink = vulnerabilitySink(origin.name);
  const ecosystems = ecosystemsOf(report);
  for (const [index, entry] of list(report, "vulnerabilities").entries()) {
    readEntry(entry, { index, tool: scannerOf(report, entry) ?? "unnamed scanner", ecosystems }, sink);
  }
  return vulnerabilityReading(sink, {
    coverage: gitlabCoverage(report, targetsOf(report)),
    sorts: ["vulnerabilities"],
    formatVersion,
    notices: gitlabNotices(report),
  });
}

/** Lock files; container reports tell of one image. */
function targetsOf(report: unknown): number | undefined {
  if (hasList(report, "dependency_files")) return list(report, "dependency_files").length;
  const images = new Set(list(report, "vulnerabilities").map((entry) => text(field(entry, "location"), "image") ?? ""));
  images.delete("");
  return images.size === 0 ? undefined : images.size;
}

type Context = {
  readonly index: number;
  readonly tool: string;
  /** Lock file → its package manager. */
  readonly ecosystems: ReadonlyMap<string, string>;
};

function readEntry(entry: unknown, { index, tool, ecosystems }: Context, sink: VulnerabilitySink): void {
  const location = field(entry, "location");
  const names = namesOf(identifiersOf(entry));
  const [id] = names;
  const ref = packageOf(location, ecosystems);
  if (id === undefined || ref === undefined) {
    lose(sink, "vulnerabilities", id === undefined ? "no identifier" : "no package");
    return;
  }
  const observation = observationOf({
    id,
    names: names.slice(1),
    package: ref,
    word: text(entry, "severity"),
    cvss: scoresOf(entry),
    cwes: cwesAmong(identifiersOf(entry)),
    title: text(entry, "name") ?? text(entry, "message") ?? text(entry, "description"),
    tool,
    source: { input: sink.input, pointer: `/vulnerabilities/${index}` },
  });
  keep(sink, "vulnerabilities", observation);
}

/** Types of identifiers that name no flaw but a class of flaws. */
const classes: ReadonlySet<string> = new Set(["cwe", "owasp", "wasc"]);

/**
 * What the record calls the flaw, its best name first: the only CVE; else the primary identifier, for a record with
 * several CVEs is about several flaws. A scanner's own id (Gemnasium) is known by its name, `value` is a bare UUID.
 */
function namesOf(identifiers: readonly GitlabIdentifier[]): readonly string[] {
  const named = identifiers.filter(({ type }) => !classes.has(type));
  const names = named.map(({ type, name, value }) => (type === "gemnasium" ? (name ?? value) : value));
  const cves = names.filter((name) => name.toUpperCase().startsWith("CVE-"));
  return cves.length === 1 ? [...cves, ...names.filter((name) => !cves.includes(name))] : names;
}

/** Packages of a distribution get no purl: that needs the release, which the report words freely. */
function packageOf(location: unknown, ecosystems: ReadonlyMap<string, string>): PackageRef | undefined {
  const dependency = field(location, "dependency");
  const name = text(field(dependency, "package"), "name");
  if (name === undefined) return undefined;
  const version = text(dependency, "version");
  const file = text(location, "file") ?? "";
  const manager = ecosystems.get(file);
  const type = purlTypeOf(manager, file);
  const purl = type === undefined ? undefined : packagePurl(type, name, version);
  return {
    name,
    ...optional("version", version),
    ...optional("purl", purl),
    ...optional("ecosystem", manager ?? type ?? text(location, "operating_system")),
  };
}

/** `cvss_vectors`, since version 15.0.7. */
function scoresOf(entry: unknown): readonly Cvss[] {
  return list(entry, "cvss_vectors").flatMap((given) => {
    return cvssOf({ vector: text(given, "vector"), scorer: text(given, "vendor") }) ?? [];
  });
}
