import type { Coverage } from "../../../domain/input-file.ts";
import type { Observation } from "../../../domain/vulnerability.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { misshapen, requireList } from "../refusals.ts";
import { snykObservation, snykSuppression } from "./snyk-issue.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/**
 * Snyk Open Source and Container JSON (`snyk test --json`, `snyk container test --json`): one project, or a list of them
 * (`--all-projects`). The report names neither its own version nor the tool's. `snyk iac` has another shape.
 */
export const snyk: Format = {
  id: "snyk-json",
  title: "Snyk JSON",
  sign: "`vulnerabilities`, and a `packageManager`, `dependencyCount` or `uniqueCount`; or an `error` and a `path` that is not ok",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

/** In a list, one test of packages is enough; failures alone are of packages unless infrastructure stands beside them. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  const entries: readonly unknown[] = Array.isArray(report) ? report : [report];
  return entries.some(isPackageTest) || (entries.some(isFailure) && !entries.some(isInfrastructureTest));
}

/** Whether an entry is a test of packages; one of infrastructure as code may have an empty list of vulnerabilities too. */
export function isPackageTest(entry: unknown): boolean {
  if (!isObject(entry) || isInfrastructureTest(entry)) return false;
  const isTested = ["packageManager", "dependencyCount", "uniqueCount"].some((key) => Object.hasOwn(entry, key));
  return isTested && hasList(entry, "vulnerabilities");
}

function isInfrastructureTest(entry: unknown): boolean {
  return field(entry, "infrastructureAsCodeIssues") !== undefined;
}

/** What the CLI prints when it cannot test: `{ok: false, error, path}`. */
function isFailure(entry: unknown): boolean {
  return field(entry, "ok") === false && text(entry, "error") !== undefined && typeof field(entry, "path") === "string";
}

type Project = { readonly entry: unknown; readonly pointer: string };

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const projects = Array.isArray(report)
    ? report.map((entry, index) => ({ entry, pointer: `/${index}` }))
    : [{ entry: report, pointer: "" }];
  const all = projects.flatMap(withApplications);
  for (const project of all) readProject(project, sink);
  if (!Array.isArray(report)) countOtherProjects(report, sink);
  return vulnerabilityReading(sink, { coverage: coverageOf(all), sorts: ["vulnerabilities"] });
}

/** Images hold applications, each with a test of its own. */
function withApplications({ entry, pointer }: Project): readonly Project[] {
  const applications = list(entry, "applications").map((application, index) => ({
    entry: application,
    pointer: `${pointer}/applications/${index}`,
  }));
  return [{ entry, pointer }, ...applications];
}

function readProject(project: Project, sink: VulnerabilitySink): void {
  const { entry, pointer } = project;
  if (isFailure(entry)) {
    count(sink.faults, `a project could not be tested: ${quoted(text(entry, "error"))}`);
    return;
  }
  if (!isObject(entry)) {
    lose(sink, "vulnerabilities", "unreadable project");
    return;
  }
  if (isInfrastructureTest(entry)) {
    count(sink.faults, "a test of infrastructure as code stands among the projects and is not read");
    return;
  }
  for (const key of ["vulnerabilities", "applications"])
    requireList(entry, key, { title: "Snyk", file: sink.input, pointer });
  if (!hasList(entry, "vulnerabilities")) count(sink.faults, "a project has no list of vulnerabilities");
  readIssues(project, { sort: "vulnerabilities", keys: ["vulnerabilities"] }, sink);
  const filtered = field(entry, "filtered");
  for (const key of misshapen(filtered, ["ignore", "patch"]))
    lose(sink, "ignored vulnerabilities", `filtered.${key} is no list`);
  for (const key of ["ignore", "patch"] as const)
    readIssues(project, { sort: "ignored vulnerabilities", keys: ["filtered", key], filter: key }, sink);
  countDoubts(entry, sink);
}

type Issues = {
  readonly sort: "vulnerabilities" | "ignored vulnerabilities";
  readonly keys: readonly string[];
  readonly filter?: "ignore" | "patch";
};

const otherPath = "another path to the same package";

/** One entry stands for each way through the dependency graph to the package; the first of them is the observation. */
function readIssues({ entry, pointer }: Project, { sort, keys, filter }: Issues, sink: VulnerabilitySink): void {
  const seen = new Set<string>();
  const [key = "", inner] = keys;
  const issues = inner === undefined ? list(entry, key) : list(field(entry, key), inner);
  const manager = text(entry, "packageManager");
  for (const [index, issue] of issues.entries()) {
    const source = { input: sink.input, pointer: `${pointer}/${keys.join("/")}/${index}` };
    const suppression = filter === undefined ? undefined : snykSuppression(issue, filter);
    if (text(issue, "type") === "license") leaveOut(sink, sort, "licence issues are not evaluated");
    else keepFirst(snykObservation(issue, { source, manager, suppression }), seen, { sort, sink });
  }
}

function keepFirst(
  observation: Observation | undefined,
  seen: Set<string>,
  { sort, sink }: { readonly sort: Issues["sort"]; readonly sink: VulnerabilitySink },
): void {
  if (observation === undefined) {
    lose(sink, sort, "no id or no package");
    return;
  }
  const same = `${observation.id}\n${observation.package.name}\n${observation.package.version}`;
  if (seen.has(same)) leaveOut(sink, sort, otherPath);
  else keep(sink, sort, observation);
  seen.add(same);
}

/** Things that a project tells of itself which make its silence doubtful. */
function countDoubts(project: unknown, sink: VulnerabilitySink): void {
  const listed = new Set(list(project, "vulnerabilities").map((issue) => text(issue, "id"))).size;
  const unique = number(project, "uniqueCount") ?? 0;
  const threshold = text(project, "severityThreshold");
  const doubts: readonly (readonly [boolean, string])[] = [
    [nameOf(project) === undefined, "a project has no name, path or target file"],
    [number(project, "dependencyCount") === 0, "a project has no dependency that was looked at"],
    [number(project, "dependencyCount") === undefined, "a project does not tell how many dependencies were looked at"],
    [unique > listed, "a project counts more vulnerabilities than it lists"],
    [field(project, "ok") === false && listed === 0, "a project is not ok and lists no vulnerability"],
    [threshold !== undefined && threshold !== "low", `a project lists only severities from ${quoted(threshold)} on`],
    [field(project, "hasUnknownVersions") === true, "a project has dependencies of unknown version"],
    [isUntrackedSystem(project), "an image has an operating system that Snyk has no data about"],
  ];
  for (const [isDoubtful, what] of doubts) if (isDoubtful) count(sink.faults, what);
}

function nameOf(project: unknown): string | undefined {
  return ["projectName", "displayTargetFile", "targetFile", "path"].flatMap((key) => text(project, key) ?? [])[0];
}

/** Advice of `snyk container`: it detected a system whose vulnerabilities it does not follow. */
function isUntrackedSystem(project: unknown): boolean {
  const remediation = field(field(project, "docker"), "baseImageRemediation");
  return text(remediation, "code") === "UNTRACKED_NEW_OS";
}

/** `snyk test` without `--all-projects` tests the first project that it finds, and tells how many there are. */
function countOtherProjects(report: unknown, sink: VulnerabilitySink): void {
  const found = number(report, "foundProjectCount") ?? 0;
  if (found > 1) count(sink.faults, "a project was found and not tested", found - 1);
}

function coverageOf(projects: readonly Project[]): Coverage {
  const tested = projects.filter(({ entry }) => hasList(entry, "vulnerabilities"));
  return {
    tool: "snyk",
    ...optional("targets", tested.length),
    doubts: tested.length === 0 ? ["the report tested no project"] : [],
  };
}
