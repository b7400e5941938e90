import type { Severity } from "../../../domain/severity.ts";
import type { Observation } from "../../../domain/vulnerability.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { at, field, hasList, isObject, list, number, optional, shorten, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { nvdScores } from "./clair-scores.ts";
import { observationOf } from "./observation.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Reports of two clients of Clair 2: clair-scanner (`--report`) and klar (`JSON_OUTPUT=true`). */
export const clairScanner: Format = {
  id: "clair-scanner-json",
  title: "clair-scanner or klar report",
  sign: "`image` and `unapproved`; or `LayerCount` and `Vulnerabilities`",
  versions: ["clair-scanner", "klar"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return isClairScanner(report) || isKlar(report);
}

function isClairScanner(report: unknown): boolean {
  return typeof field(report, "image") === "string" && isObject(report) && Object.hasOwn(report, "unapproved");
}

function isKlar(report: unknown): boolean {
  return isObject(report) && Object.hasOwn(report, "LayerCount") && Object.hasOwn(report, "Vulnerabilities");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  return isClairScanner(report) ? readScanner(report, origin) : readKlar(report, origin);
}

function readScanner(report: unknown, origin: Origin): Reading {
  const sink = vulnerabilitySink(origin.name);
  for (const key of misshapen(report, ["vulnerabilities", "unapproved"])) {
    lose(sink, "vulnerabilities", `${key} is no list`);
  }
  for (const [index, entry] of list(report, "vulnerabilities").entries()) {
    readEntry(entry, { names: scannerNames, place: `/vulnerabilities/${index}` }, sink);
  }
  return vulnerabilityReading(sink, {
    coverage: {
      tool: "clair-scanner",
      ...optional("targets", text(report, "image") === undefined ? undefined : 1),
      doubts: scannerDoubts(report),
    },
    sorts: ["vulnerabilities"],
    formatVersion: "clair-scanner",
    notices: approvals(report),
  });
}

function scannerDoubts(report: unknown): readonly string[] {
  const listed = new Set(list(report, "vulnerabilities").map((entry) => text(entry, "vulnerability")));
  const unlisted = texts(report, "unapproved").filter((id) => !listed.has(id)).length;
  return [
    ...(text(report, "image") === undefined ? ["the report names no image"] : []),
    ...(hasList(report, "vulnerabilities") ? [] : ["the report has no list of vulnerabilities"]),
    ...(unlisted === 0 ? [] : [`${unlisted} unapproved vulnerabilities are not listed`]),
  ];
}

/** The report does not tell an entry of the whitelist from one below the threshold, so none is set aside. */
function approvals(report: unknown): readonly string[] {
  const unapproved = new Set(texts(report, "unapproved"));
  const ids = list(report, "vulnerabilities").flatMap((entry) => text(entry, "vulnerability") ?? []);
  const approved = ids.filter((id) => !unapproved.has(id)).length;
  return approved === 0 ? [] : [`clair-scanner approves ${approved} by its whitelist or threshold; they count as open`];
}

/** klar sorts its lists by severity and leaves out what lies below `CLAIR_OUTPUT`. */
function readKlar(report: unknown, origin: Origin): Reading {
  const sink = vulnerabilitySink(origin.name);
  const lists = field(report, "Vulnerabilities");
  for (const severity of isObject(lists) ? Object.keys(lists) : []) {
    for (const key of misshapen(lists, [severity]))
      lose(sink, "vulnerabilities", `${shorten(key, maxLabel)} is no list`);
    for (const [index, entry] of list(lists, severity).entries()) {
      readEntry(entry, { names: klarNames, place: pointer("Vulnerabilities", severity, index) }, sink);
    }
  }
  const layers = number(report, "LayerCount");
  return vulnerabilityReading(sink, {
    coverage: { tool: "klar", ...optional("targets", layers), doubts: klarDoubts(lists, layers) },
    sorts: ["vulnerabilities"],
    formatVersion: "klar",
  });
}

function klarDoubts(lists: unknown, layers: number | undefined): readonly string[] {
  return [
    ...(layers === undefined || layers === 0 ? ["the report scanned no layer"] : []),
    ...(lists === null || isObject(lists) ? [] : ["the report has no lists of vulnerabilities"]),
  ];
}

type Entry = { readonly names: Names; readonly place: string };

function readEntry(entry: unknown, { names, place }: Entry, sink: VulnerabilitySink): void {
  const observation = toObservation(entry, names, { input: sink.input, pointer: place });
  if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id or package");
  else keep(sink, "vulnerabilities", observation);
}

/** One record of Clair 2 as each client spells its members. */
const scannerNames = {
  id: "vulnerability",
  name: "featurename",
  version: "featureversion",
  namespace: "namespace",
  severity: "severity",
  fix: "fixedby",
  title: "description",
} as const;

const klarNames = {
  id: "Name",
  name: "FeatureName",
  version: "FeatureVersion",
  namespace: "NamespaceName",
  severity: "Severity",
  fix: "FixedBy",
  title: "Description",
} as const;

type Names = { readonly [member in keyof typeof scannerNames]: string };

function toObservation(entry: unknown, names: Names, source: Observation["source"]): Observation | undefined {
  const id = text(entry, names.id);
  const name = text(entry, names.name);
  if (id === undefined || name === undefined) return undefined;
  const fix = text(entry, names.fix);
  const word = text(entry, names.severity);
  const observation = observationOf({
    id,
    package: {
      name,
      ...optional("version", text(entry, names.version)),
      ...optional("ecosystem", text(entry, names.namespace)),
    },
    word,
    cvss: nvdScores(at(entry, "Metadata", "NVD")),
    fixedIn: fix === undefined ? [] : [fix],
    title: text(entry, names.title),
    tool: names === klarNames ? "klar" : "clair-scanner",
    source,
  });
  return { ...observation, severity: ownSeverity(word) ?? observation.severity };
}

/** The word that Clair 2 has above Critical, for what its team marked by hand. */
function ownSeverity(word: string | undefined): Severity | undefined {
  return word?.toLowerCase() === "defcon1" ? "critical" : undefined;
}
