import { field, hasList, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Retire.js JSON (`retire --outputformat json`): an object since 2.0, a bare list of files before. */
export const retire: Format = {
  id: "retire-json",
  title: "Retire.js JSON",
  sign: "files whose `results` have a `component` and a `detection`; or `version`, `start` and `data`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (Array.isArray(report)) return report.some(isFile);
  const isFrame =
    text(report, "version") !== undefined && text(report, "start") !== undefined && hasList(report, "data");
  return isFrame && list(report, "data").every(isFile);
}

function isFile(entry: unknown): boolean {
  const results = list(entry, "results");
  return results.some(
    (result) => text(result, "component") !== undefined && Object.hasOwn(Object(result), "detection"),
  );
}

const tool = "retire.js";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const isBare = Array.isArray(report);
  const files = isBare ? report : list(report, "data");
  for (const [index, file] of files.entries()) readFile(file, isBare ? `/${index}` : `/data/${index}`, sink);
  for (const error of list(report, "errors")) count(sink.faults, `the scan had an error: ${quoted(messageOf(error))}`);
  return vulnerabilityReading(sink, {
    coverage: {
      tool,
      ...optional("toolVersion", label(report, "version")),
      ...optional("generatedAt", label(report, "start")),
      doubts: files.length === 0 ? ["the report does not tell which files were looked at"] : [],
    },
    sorts: ["vulnerabilities"],
  });
}

function messageOf(error: unknown): string | undefined {
  return typeof error === "string" ? error : text(error, "message");
}

function readFile(file: unknown, pointer: string, sink: VulnerabilitySink): void {
  for (const [i, result] of list(file, "results").entries()) {
    for (const [j, vulnerability] of list(result, "vulnerabilities").entries())
      readVulnerability({ result, vulnerability, pointer: `${pointer}/results/${i}/vulnerabilities/${j}` }, sink);
  }
}

type Item = { readonly result: unknown; readonly vulnerability: unknown; readonly pointer: string };

function readVulnerability({ result, vulnerability, pointer }: Item, sink: VulnerabilitySink): void {
  const component = text(result, "component");
  const names = namesOf(vulnerability, component ?? "");
  const [id] = names;
  if (id === undefined || component === undefined) {
    lose(sink, "vulnerabilities", "no id or no component");
    return;
  }
  const version = text(result, "version");
  // A library in a file is not known to come from the registry; `npmname` tells its name there.
  const npm = text(result, "npmname");
  const purl = npm === undefined ? undefined : packagePurl("npm", npm, version);
  const below = text(vulnerability, "below");
  const identifiers = field(vulnerability, "identifiers");
  const observation = observationOf({
    id,
    names: names.slice(1),
    package: { name: npm ?? component, ...optional("version", version), ...optional("purl", purl) },
    word: text(vulnerability, "severity"),
    cwes: texts(vulnerability, "cwe"),
    fixedIn: below === undefined ? [] : [below],
    title: text(identifiers, "summary"),
    tool,
    source: { input: sink.input, pointer },
  });
  keep(sink, "vulnerabilities", observation);
}

/** CVE and GHSA ids; without one, Retire.js's own number, that of the project's issue, or the address of what tells of it. */
function namesOf(vulnerability: unknown, component: string): readonly string[] {
  const identifiers = field(vulnerability, "identifiers");
  const github = text(identifiers, "githubID");
  const ids = [...texts(identifiers, "CVE"), ...(github === undefined ? [] : [github])];
  if (ids.length > 0 || !isObject(vulnerability)) return ids;
  for (const key of ["retid", "issue", "bug", "PR", "release"]) {
    const own = field(identifiers, key);
    if (typeof own === "number" || (typeof own === "string" && own !== ""))
      return [`RETIREJS-${component}-${key}-${own}`];
  }
  return texts(vulnerability, "info").slice(0, 1);
}
