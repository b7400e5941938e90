import type { Finding } from "../../../domain/finding.ts";
import type { PackageRef } from "../../../domain/vulnerability.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, optional, shorten, text } from "../../../standards/wire.ts";
import type { Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { lineNumber, maxMessage, noMessage, oneLine, quoted } from "../findings/report-text.ts";
import { label } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { componentOf, fixesOf, wordOf } from "./jfrog-component.ts";
import { type Issue, isSecurity, keepIssue, leaveOutLicences, tool } from "./jfrog-issue.ts";
import { keepFinding, type PostureSink, postureReading, postureSink } from "./posture-sink.ts";
import { registryPurl } from "./registry-purl.ts";
import { leaveOut, lose } from "./vulnerability-sink.ts";

/** What JFrog's command line prints. */

/** `jf scan --format=json`: one answer of Xray for each target. */
export function readCli(report: unknown, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const scans: readonly unknown[] = Array.isArray(report) ? report : [];
  for (const [index, scan] of scans.entries()) readScan(scan, index, sink);
  const doubts = scans.flatMap(statusDoubts);
  const coverage = { tool, targets: scans.length, doubts };
  return postureReading(sink, { coverage, sorts: ["matches"], formatVersion: "cli" }, scans.some(looked));
}

function readScan(scan: unknown, index: number, sink: PostureSink): void {
  for (const key of misshapen(scan, ["vulnerabilities", "violations"])) lose(sink, "matches", `${key} is no list`);
  const seen = new Set<string>();
  for (const key of ["vulnerabilities", "violations"]) {
    for (const [at, issue] of list(scan, key).entries()) {
      readCliIssue(issue, { place: pointer(index, key, at), seen }, sink);
    }
  }
  leaveOutLicences(scan, sink);
}

function looked(scan: unknown): boolean {
  return hasList(scan, "vulnerabilities") || hasList(scan, "violations") || text(scan, "status") === "completed";
}

function statusDoubts(scan: unknown, index: number): readonly string[] {
  if (!isObject(scan)) return [`scan ${index + 1} is unreadable`];
  const status = label(scan, "status");
  return status === undefined || status === "completed" ? [] : [`the status of scan ${index + 1} is ${status}`];
}

type CliPlace = { readonly place: string; readonly seen: Set<string> };

/** With watches Xray lists violations, which repeat vulnerabilities that a policy does not allow. */
function readCliIssue(issue: unknown, { place, seen }: CliPlace, sink: PostureSink): void {
  const components = field(issue, "components");
  const ids = isObject(components) ? Object.keys(components) : [];
  const id = text(issue, "issue_id");
  if (!isSecurity(issue, "type")) {
    leaveOut(sink, "violations", "no security issue");
    return;
  }
  if (ids.length === 0) lose(sink, "matches", "no component");
  for (const component of ids) {
    const fixedIn = fixesOf(field(components, component), "fixed_versions");
    const found = { issue, cves: list(issue, "cves"), id, package: componentOf(component), fixedIn, place };
    keepOnce(found, `${id ?? place} ${component}`, { seen, sink });
  }
}

type Seen = { readonly seen: Set<string>; readonly sink: PostureSink };

function keepOnce(issue: Issue, key: string, { seen, sink }: Seen): void {
  if (seen.has(key)) leaveOut(sink, "matches", "a violation that is also listed as a vulnerability");
  else keepIssue(issue, sink);
  seen.add(key);
}

/** `jf audit --format=simple-json`: tables of vulnerabilities, violations, and of what other scanners found in the code. */
export function readSimple(report: unknown, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const seen = new Set<string>();
  for (const key of ["vulnerabilities", "securityViolations"]) {
    for (const [index, issue] of list(report, key).entries())
      readSimpleIssue(issue, { place: pointer(key, index), seen }, sink);
  }
  for (const key of ["secrets", "iac", "sast"] as const) {
    for (const [index, entry] of list(report, key).entries()) readCode(entry, pointer(key, index), sink);
  }
  for (const key of ["licensesViolations", "operationalRiskViolations"]) {
    const others = list(report, key).length;
    if (others > 0) leaveOut(sink, "violations", "no security issue", others);
  }
  leaveOutLicences(report, sink);
  const errors = list(report, "errors").map((error) => `the scan met an error: ${quoted(text(error, "errorMessage"))}`);
  const silent = sink.observations.length === 0 ? ["the report names nothing that was scanned"] : [];
  const coverage = { tool, doubts: [...silent, ...errors] };
  return postureReading(sink, { coverage, sorts: ["matches"], formatVersion: "cli-simple" });
}

function readSimpleIssue(issue: unknown, { place, seen }: CliPlace, sink: PostureSink): void {
  const name = text(issue, "impactedPackageName");
  if (name === undefined) {
    lose(sink, "matches", "no package name");
    return;
  }
  const version = text(issue, "impactedPackageVersion");
  const id = text(issue, "issueId");
  const fixedIn = fixesOf(issue, "fixedVersions");
  const found = { issue, cves: list(issue, "cves"), id, package: simplePackage(issue, name, version), fixedIn, place };
  keepOnce(found, `${id ?? place} ${name} ${version}`, { seen, sink });
}

/** Names of system packages are component ids without their type: `debian:bookworm:openssh-client:1`, epoch included. */
const systemTypes: ReadonlyMap<string, string> = new Map([
  ["alpine", "alpine"],
  ["debian", "deb"],
  ["rpm", "rpm"],
]);

function simplePackage(issue: unknown, name: string, version: string | undefined): PackageRef {
  const ecosystem = text(issue, "impactedPackageType");
  const type = systemTypes.get(ecosystem?.toLowerCase() ?? "");
  if (type !== undefined && name.includes(":")) return componentOf(`${type}://${name}:${version ?? ""}`);
  const purl = registryPurl(ecosystem, name, version);
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", ecosystem) };
}

/** Of secrets, infrastructure code and program code. The snippet may be the secret itself and goes nowhere. */
function readCode(entry: unknown, place: string, sink: PostureSink): void {
  const sort = place.startsWith("/secrets/") ? "secrets" : "results";
  const ruleId = text(entry, "ruleId") ?? text(entry, "finding") ?? text(entry, "type");
  if (ruleId === undefined) {
    lose(sink, sort, "no rule id");
    return;
  }
  const level = text(entry, "severity") ?? "";
  const finding: Finding = {
    ruleId: shorten(ruleId, maxMessage),
    tool,
    level,
    severity: severityOfWord(wordOf(entry)),
    message:
      oneLine(text(entry, "scannerShortDescription") ?? (sort === "results" ? ruleId : undefined), maxMessage) ??
      noMessage,
    location: { ...optional("file", text(entry, "file")), ...optional("line", lineNumber(field(entry, "startLine"))) },
    cwes: [],
    vulnerabilityIds: [],
    source: { input: sink.input, pointer: place },
  };
  keepFinding(sink, sort, finding);
}
