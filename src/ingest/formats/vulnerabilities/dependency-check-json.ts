import { FixopsError } from "../../../domain/error.ts";
import { at, field, hasList, isObject, list, number, optional, text, texts } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { misshapen, requireList, shown } from "../refusals.ts";
import {
  type CheckedDependency,
  type CheckedFlaw,
  checkedDoubts,
  databaseDateOf,
  dependencyCheckTool,
  readChecked,
} from "./dependency-check-flaw.ts";
import { lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** OWASP Dependency-Check JSON (`--format JSON`), report schema 1. */
export const dependencyCheckJson: Format = {
  id: "dependency-check-json",
  title: "OWASP Dependency-Check JSON",
  sign: "`reportSchema` and `scanInfo`",
  versions: ["1.0", "1.1"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return field(report, "reportSchema") !== undefined && isObject(field(report, "scanInfo"));
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const version = versionOf(report, origin);
  const holder = { title: "Dependency-Check", file: origin.name, pointer: "" };
  requireList(report, "dependencies", holder);
  const sink = vulnerabilitySink(origin.name);
  const dependencies = list(report, "dependencies");
  for (const [index, dependency] of dependencies.entries()) readDependency(dependency, `/dependencies/${index}`, sink);
  countExceptions(report, sink);
  const sources = list(field(report, "scanInfo"), "dataSource");
  const date = databaseDateOf(sources.map((one) => ({ name: text(one, "name"), date: text(one, "timestamp") })));
  return vulnerabilityReading(sink, {
    formatVersion: version,
    coverage: {
      tool: dependencyCheckTool,
      ...optional("toolVersion", label(field(report, "scanInfo"), "engineVersion")),
      targets: dependencies.length,
      ...optional("databaseDate", date),
      ...optional("generatedAt", label(field(report, "projectInfo"), "reportDate")),
      doubts: checkedDoubts({ sources: sources.length, dependencies: dependencies.length }),
    },
    sorts: ["dependencies", "vulnerabilities"],
  });
}

function versionOf(report: unknown, origin: Origin): string {
  const version = text(report, "reportSchema");
  if (version !== undefined && /^1\.\d{1,3}$/.test(version)) return version;
  const message = `reportSchema of the Dependency-Check report is ${shown(field(report, "reportSchema"))}; expected 1.x`;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file: origin.name, pointer: "/reportSchema" },
    hint: "write the report with Dependency-Check 5 to 12",
  });
}

function readDependency(dependency: unknown, pointer: string, sink: VulnerabilitySink): void {
  if (!isObject(dependency)) {
    lose(sink, "dependencies", "it is no object");
    return;
  }
  for (const key of misshapen(dependency, ["vulnerabilities", "suppressedVulnerabilities"]))
    lose(sink, "vulnerabilities", `${key} is no list`);
  readChecked(checkedOf(dependency, pointer), sink);
}

function checkedOf(dependency: unknown, pointer: string): CheckedDependency {
  const flaws = (key: string): readonly CheckedFlaw[] =>
    list(dependency, key).map((flaw, index) => flawOf(flaw, `${pointer}/${key}/${index}`));
  return {
    fileName: text(dependency, "fileName"),
    packages: list(dependency, "packages").flatMap((one) => text(one, "id") ?? []),
    vulnerabilities: flaws("vulnerabilities"),
    suppressed: flaws("suppressedVulnerabilities"),
    related: list(dependency, "relatedDependencies").length,
  };
}

function flawOf(flaw: unknown, pointer: string): CheckedFlaw {
  return {
    name: text(flaw, "name"),
    word: text(flaw, "severity"),
    v2: number(field(flaw, "cvssv2"), "score"),
    v3: number(field(flaw, "cvssv3"), "baseScore"),
    v3Version: text(field(flaw, "cvssv3"), "version"),
    v4: number(field(flaw, "cvssv4"), "baseScore"),
    v4Vector: text(field(flaw, "cvssv4"), "vectorString"),
    cwes: texts(flaw, "cwes"),
    description: text(flaw, "description"),
    notes: text(flaw, "notes"),
    fixedIn: list(flaw, "vulnerableSoftware").flatMap(fixOf),
    pointer,
  };
}

/** The one range that matched is marked, with a text. */
function fixOf(entry: unknown): readonly string[] {
  const software = field(entry, "software");
  const matched = field(software, "vulnerabilityIdMatched");
  const isMatch = matched === true || matched === "true";
  const end = text(software, "versionEndExcluding");
  return isMatch && end !== undefined ? [end] : [];
}

/** What went wrong in the analysis: sources that could not be reached, files that could not be read. */
function countExceptions(report: unknown, sink: VulnerabilitySink): void {
  const info = field(report, "scanInfo");
  const key = hasList(info, "analysisExceptions") ? "analysisExceptions" : "exceptions";
  for (const entry of list(info, key)) {
    const message = text(at(entry, "exception"), "message") ?? text(entry, "message");
    count(sink.faults, `the analysis had an exception: ${quoted(message)}`);
  }
}
