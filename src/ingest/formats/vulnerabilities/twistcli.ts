import type { Finding } from "../../../domain/finding.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { maxMessage, noMessage, oneLine } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { observationOf } from "./observation.ts";
import { keepFinding, type PostureSink, postureReading, postureSink } from "./posture-sink.ts";
import { fixesOfStatus, prismaPackage, prismaScores } from "./prisma-words.ts";
import { keep, lose } from "./vulnerability-sink.ts";

/** Prisma Cloud's twistcli: scans of images and hosts (`results`), and of code repositories (one result at the top). */
export const twistcli: Format = {
  id: "twistcli-json",
  title: "Prisma Cloud twistcli JSON",
  sign: "`vulnerabilityDistribution` or `complianceDistribution`, in `results` or beside `repository`",
  versions: ["images", "coderepo"],
  kinds: ["cve", "cnapp"],
  detect,
  read,
};

/** The counts by severity are twistcli's own; the rest looks like OSV-Scanner's. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  return isRepository(report) || list(report, "results").some(isResult);
}

function isResult(result: unknown): boolean {
  return ["complianceDistribution", "vulnerabilityDistribution"].some((key) => isObject(field(result, key)));
}

function isRepository(report: unknown): boolean {
  return text(report, "repository") !== undefined && isResult(report);
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const isCode = isRepository(report);
  const sink = postureSink(origin.name);
  const results = isCode ? [report] : list(report, "results");
  for (const [index, result] of results.entries()) readResult(result, isCode ? [] : ["results", index], sink);
  const coverage = {
    tool: "twistcli",
    targets: results.length,
    ...optional(
      "generatedAt",
      results.map((result) => label(result, "scanTime")).find((time) => time !== undefined),
    ),
    doubts: [...new Set(results.flatMap(resultDoubts))],
  };
  const formatVersion = isCode ? "coderepo" : "images";
  return postureReading(sink, { coverage, sorts: ["vulnerabilities"], formatVersion }, results.some(looked));
}

function looked(result: unknown): boolean {
  return hasList(result, "vulnerabilities") || isObject(field(result, "vulnerabilityDistribution"));
}

/** twistcli prints counts always, and the lists only with `--details` or in its file. */
function resultDoubts(result: unknown): readonly string[] {
  if (!isObject(result)) return ["a result is unreadable"];
  const total = totalOf(field(result, "vulnerabilityDistribution"));
  const listed = list(result, "vulnerabilities").length;
  return [
    ...(total > listed ? [`twistcli counts ${total} vulnerabilities and lists ${listed}`] : []),
    ...(looked(result) ? [] : ["a result does not tell that vulnerabilities were looked for"]),
  ];
}

/** The total, or the sum of the severities where that is more. */
function totalOf(distribution: unknown): number {
  const bands = ["critical", "high", "medium", "low"].map((band) => number(distribution, band) ?? 0);
  return Math.max(
    number(distribution, "total") ?? 0,
    bands.reduce((sum, n) => sum + n, 0),
  );
}

function readResult(result: unknown, path: readonly PropertyKey[], sink: PostureSink): void {
  for (const key of misshapen(result, ["vulnerabilities"])) lose(sink, "vulnerabilities", `${key} is no list`);
  for (const key of misshapen(result, ["compliances", "complianceIssues"])) lose(sink, "checks", `${key} is no list`);
  const types = typesOf(result);
  for (const [index, entry] of list(result, "vulnerabilities").entries()) {
    readVulnerability(entry, { types, place: pointer(...path, "vulnerabilities", index) }, sink);
  }
  for (const key of ["compliances", "complianceIssues"]) {
    for (const [index, issue] of list(result, key).entries()) {
      readCompliance(issue, { result, place: pointer(...path, key, index) }, sink);
    }
  }
}

/** Vulnerabilities name a package, and only the list of packages tells its type. */
function typesOf(result: unknown): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const entry of list(result, "packages")) {
    const type = text(entry, "type");
    if (type !== undefined) types.set(`${text(entry, "name")}@${text(entry, "version")}`, type);
  }
  return types;
}

type Typed = { readonly types: ReadonlyMap<string, string>; readonly place: string };

function readVulnerability(entry: unknown, { types, place }: Typed, sink: PostureSink): void {
  const id = text(entry, "id");
  // The names of the binary packages stand behind the source package: `glibc (used in libc6, libc-bin)`.
  const name = text(entry, "packageName")?.split(" (used in ", 1)[0];
  if (id === undefined || name === undefined) {
    lose(sink, "vulnerabilities", "no vulnerability id or package");
    return;
  }
  const version = text(entry, "packageVersion");
  const observation = observationOf({
    id,
    package: prismaPackage(name, version, types.get(`${name}@${version}`)),
    word: text(entry, "severity"),
    cvss: prismaScores(number(entry, "cvss"), text(entry, "vector")),
    fixedIn: fixesOfStatus(text(entry, "status")),
    title: text(entry, "description"),
    tool: "twistcli",
    source: { input: sink.input, pointer: place },
  });
  keep(sink, "vulnerabilities", observation);
}

type Checked = { readonly result: unknown; readonly place: string };

/** What the image's configuration violates. The cause may quote what was found and is left out. */
function readCompliance(issue: unknown, { result, place }: Checked, sink: PostureSink): void {
  const check = field(issue, "id");
  const title = text(issue, "title");
  const ruleId = typeof check === "number" ? String(check) : (text(issue, "id") ?? title);
  if (ruleId === undefined) {
    lose(sink, "checks", "neither an id nor a title");
    return;
  }
  const level = text(issue, "severity") ?? "";
  const finding: Finding = {
    ruleId: shorten(ruleId, maxMessage),
    tool: "twistcli",
    level,
    severity: severityOfWord(level),
    message: oneLine(title, maxMessage) ?? noMessage,
    location: {},
    ...optional("resource", text(result, "name") ?? text(result, "repository") ?? text(result, "id")),
    cwes: [],
    vulnerabilityIds: [],
    source: { input: sink.input, pointer: place },
  };
  keepFinding(sink, "checks", finding);
}
