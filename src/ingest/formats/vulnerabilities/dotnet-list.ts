import { FixopsError } from "../../../domain/error.ts";
import { field, hasList, list, optional, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { requireList, shown } from "../refusals.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** `dotnet list package --vulnerable --format json`, version 1 of its output. */
export const dotnetList: Format = {
  id: "dotnet-list-json",
  title: "dotnet list package JSON",
  sign: "`version`, `parameters`, and `projects` with a `path`",
  versions: ["1"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const hasParameters = typeof field(report, "parameters") === "string" && field(report, "version") !== undefined;
  return (
    hasParameters &&
    hasList(report, "projects") &&
    list(report, "projects").every((one) => text(one, "path") !== undefined)
  );
}

const tool = "dotnet list package";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const version = field(report, "version");
  if (version !== 1) {
    throw new FixopsError(
      "INPUT_UNSUPPORTED_VERSION",
      `version of the dotnet report is ${shown(version)}; expected 1`,
      {
        where: { file: origin.name, pointer: "/version" },
        hint: "write the report with --output-version 1",
      },
    );
  }
  requireList(report, "problems", { title: "dotnet list package", file: origin.name, pointer: "" });
  const sink = vulnerabilitySink(origin.name);
  const projects = list(report, "projects");
  for (const [index, project] of projects.entries()) readProject(project, `/projects/${index}`, sink);
  for (const problem of list(report, "problems"))
    count(sink.faults, `a project has a problem: ${quoted(text(problem, "text"))}`);
  const looked = (text(report, "parameters") ?? "").includes("--vulnerable");
  const reading = vulnerabilityReading(sink, {
    formatVersion: "1",
    coverage: { tool, targets: projects.length, doubts: doubtsOf(report) },
    sorts: ["vulnerabilities"],
  });
  return looked || sink.observations.length > 0 ? reading : { ...reading, items: {} };
}

/** Packages that other packages bring in are looked at only when that is asked for. */
function doubtsOf(report: unknown): readonly string[] {
  const isDirectOnly = !(text(report, "parameters") ?? "").includes("--include-transitive");
  return [
    ...(list(report, "projects").length === 0 ? ["the report lists no project"] : []),
    ...(isDirectOnly ? ["only direct dependencies were looked at, without --include-transitive"] : []),
  ];
}

function readProject(project: unknown, pointer: string, sink: VulnerabilitySink): void {
  for (const [i, framework] of list(project, "frameworks").entries()) {
    for (const key of ["topLevelPackages", "transitivePackages"]) {
      for (const [j, entry] of list(framework, key).entries())
        readPackage(entry, `${pointer}/frameworks/${i}/${key}/${j}`, sink);
    }
  }
}

function readPackage(entry: unknown, pointer: string, sink: VulnerabilitySink): void {
  const name = text(entry, "id");
  const version = text(entry, "resolvedVersion");
  for (const [index, vulnerability] of list(entry, "vulnerabilities").entries()) {
    const url = text(vulnerability, "advisoryurl") ?? text(vulnerability, "advisoryUrl");
    const id = vulnerabilityIdsIn(url ?? "")[0] ?? url;
    if (id === undefined || name === undefined) {
      lose(sink, "vulnerabilities", "no advisory or no package");
      continue;
    }
    const purl = packagePurl("nuget", name, version);
    const observation = observationOf({
      id,
      package: { name, ...optional("version", version), ...optional("purl", purl), ecosystem: "NuGet" },
      word: text(vulnerability, "severity"),
      tool,
      source: { input: sink.input, pointer: `${pointer}/vulnerabilities/${index}` },
    });
    keep(sink, "vulnerabilities", observation);
  }
}
