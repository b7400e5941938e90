import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { at, field, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { misshapen, shown } from "../refusals.ts";
import { advisoryCwes, advisoryId, advisoryScores, npmPackage } from "./npm-advisory.ts";
import { observationOf } from "./observation.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/**
 * `npm audit --json` of npm 7 and later (`auditReportVersion` 2), and the error object that npm prints when it could not
 * audit. The report gives the range of a package that is vulnerable, never the version that is installed.
 */
export const npmAudit: Format = {
  id: "npm-audit-json",
  title: "npm audit JSON",
  sign: "`auditReportVersion`; or an `error` with `summary` and `detail`",
  versions: ["2"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return field(report, "auditReportVersion") !== undefined || isFailure(report);
}

/** npm's errors have a summary and, all but those of the registry, a code such as `ENOLOCK`. */
function isFailure(report: unknown): boolean {
  const error = field(report, "error");
  return typeof field(error, "summary") === "string" && typeof field(error, "detail") === "string";
}

const tool = "npm audit";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  if (isFailure(report))
    return vulnerabilityReading(sink, { coverage: failureCoverage(report), sorts: ["via entries"] });
  const packages = packagesOf(report, origin);
  const explained = explainedBy(packages);
  for (const name of Object.keys(packages)) readPackage({ name, packages, explained }, sink);
  return vulnerabilityReading(sink, {
    formatVersion: "2",
    coverage: coverageOf(report, packages),
    sorts: ["vulnerable packages", "via entries"],
    notices: sink.observations.length === 0 ? [] : [noVersions],
  });
}

const noVersions =
  "npm names no installed version: a vulnerability is about every version of the package that is there";

function failureCoverage(report: unknown): Coverage {
  const error = field(report, "error");
  const what = [text(error, "code"), text(error, "summary") ?? text(report, "message")].filter(
    (one) => one !== undefined,
  );
  return { tool, doubts: [`npm could not audit: ${quoted(what.join(" "))}`] };
}

type Packages = { readonly [name: string]: unknown };

function packagesOf(report: unknown, origin: Origin): Packages {
  const version = field(report, "auditReportVersion");
  const where = (key: string): { readonly file: string; readonly pointer: string } => ({
    file: origin.name,
    pointer: key,
  });
  if (version !== 2) {
    throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `auditReportVersion is ${shown(version)}; expected 2`, {
      where: where("/auditReportVersion"),
      hint: "audit with npm 7 or later",
    });
  }
  const packages = field(report, "vulnerabilities");
  if (isObject(packages)) return packages;
  throw new FixopsError("INPUT_MALFORMED", `"vulnerabilities" is ${shown(packages)}; expected an object`, {
    where: where("/vulnerabilities"),
    hint: "run the audit again, and give its output as it is",
  });
}

/** The packages whose `via` leads to an advisory, however many packages further on. */
function explainedBy(packages: Packages): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  const explained = new Set<string>();
  const edges = Object.entries(packages).flatMap(([name, entry]) => list(entry, "via").map((via) => ({ name, via })));
  for (const { name, via } of edges) {
    if (typeof via === "string") listOf(dependents, via).push(name);
    else explained.add(name);
  }
  // What is added on the way is visited in its turn.
  for (const name of explained) for (const dependent of dependents.get(name) ?? []) explained.add(dependent);
  return explained;
}

function listOf(lists: Map<string, string[]>, key: string): string[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}

type Package = { readonly name: string; readonly packages: Packages; readonly explained: ReadonlySet<string> };

/**
 * `via` says why a package is vulnerable: objects are advisories about itself, texts are names of packages that it
 * depends on and that stand in the list themselves.
 */
function readPackage({ name, packages, explained }: Package, sink: VulnerabilitySink): void {
  const entry = packages[name];
  if (misshapen(entry, ["via"]).length > 0 || list(entry, "via").length === 0) {
    lose(sink, "vulnerable packages", "it does not say why it is vulnerable");
    return;
  }
  if (explained.has(name)) keep(sink, "vulnerable packages");
  else lose(sink, "vulnerable packages", "what it is vulnerable through leads to no advisory");
  for (const [index, via] of list(entry, "via").entries()) {
    const source = { input: sink.input, pointer: `${pointer("vulnerabilities", name)}/via/${index}` };
    if (typeof via !== "string") readVia(via, { entry, name, source }, sink);
    else if (Object.hasOwn(packages, via))
      leaveOut(sink, "via entries", "vulnerable through a package that is listed itself");
    else lose(sink, "via entries", "it names a package that is not listed");
  }
}

type Place = {
  readonly entry: unknown;
  readonly name: string;
  readonly source: { readonly input: string; readonly pointer: string };
};

function readVia(via: unknown, { entry, name, source }: Place, sink: VulnerabilitySink): void {
  const id = advisoryId(via, ["source", "id"]);
  if (id === undefined) {
    lose(sink, "via entries", "no id");
    return;
  }
  const observation = observationOf({
    id,
    package: npmPackage(text(via, "name") ?? text(entry, "name") ?? name, undefined),
    word: text(via, "severity") ?? text(entry, "severity"),
    cvss: advisoryScores(via),
    cwes: advisoryCwes(via),
    fixedIn: fixOf(entry, name),
    title: text(via, "title"),
    tool,
    source,
  });
  keep(sink, "via entries", observation);
}

/** `fixAvailable` may tell to change another package, the one that asks for this; then it names no fixed version of this. */
function fixOf(entry: unknown, name: string): readonly string[] {
  const fix = field(entry, "fixAvailable");
  const version = text(fix, "version");
  return text(fix, "name") === name && version !== undefined ? [version] : [];
}

function coverageOf(report: unknown, packages: Packages): Coverage {
  const total = number(at(report, "metadata", "dependencies"), "total");
  return {
    tool,
    ...optional("targets", total),
    doubts: [
      ...(total === undefined ? ["the report does not tell how many dependencies were looked at"] : []),
      ...(total === 0 ? ["the audit looked at no dependency"] : []),
      ...countDoubts(at(report, "metadata", "vulnerabilities"), Object.keys(packages).length),
    ],
  };
}

/** `counts` has one count for each severity of the packages, and their `total`; the larger is told. */
function countDoubts(counts: unknown, listed: number): readonly string[] {
  let sum = 0;
  for (const severity of ["critical", "high", "moderate", "low", "info"]) sum += number(counts, severity) ?? 0;
  const told = Math.max(sum, number(counts, "total") ?? 0);
  return told > listed ? [`the report counts ${told} vulnerable packages and lists ${listed}`] : [];
}
