import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { isMendFinding, toMendFinding, toMendVulnerability } from "./mend-record.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/**
 * Mend, formerly WhiteSource: the list of vulnerabilities with their libraries, the inventory of libraries with their
 * vulnerabilities, and the findings of the platform's API 3.
 */
export const mend: Format = {
  id: "mend-json",
  title: "Mend (WhiteSource) JSON",
  sign: "`vulnerabilities` with a `library`; or `projectVitals` and `libraries`; or `additionalData`, and a `response` with `component` and `vulnerability`",
  versions: ["vulnerabilities", "inventory", "platform"],
  kinds: ["cve"],
  detect: (document) => shapeOf(jsonValue(document)) !== undefined,
  read,
};

type Shape = "vulnerabilities" | "inventory" | "platform";

function shapeOf(report: unknown): Shape | undefined {
  if (list(report, "vulnerabilities").some((entry) => isObject(field(entry, "library")))) return "vulnerabilities";
  if (isObject(field(report, "projectVitals")) && hasList(report, "libraries")) return "inventory";
  if (!hasList(report, "response") || !isObject(field(report, "additionalData"))) return undefined;
  const findings = list(report, "response");
  const isSca = findings.some(isMendFinding);
  return isSca || (findings.length === 0 && text(report, "supportToken") !== undefined) ? "platform" : undefined;
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const shape = shapeOf(report) ?? "vulnerabilities";
  const sink = vulnerabilitySink(origin.name);
  readers[shape](report, sink);
  return vulnerabilityReading(sink, {
    coverage: coverageOf(report, shape),
    sorts: ["vulnerabilities"],
    formatVersion: shape,
  });
}

const readers: Record<Shape, (report: unknown, sink: VulnerabilitySink) => void> = {
  vulnerabilities(report, sink) {
    for (const [index, entry] of list(report, "vulnerabilities").entries()) {
      readVulnerability(entry, { library: field(entry, "library"), place: pointer("vulnerabilities", index) }, sink);
    }
  },
  inventory(report, sink) {
    for (const [index, library] of list(report, "libraries").entries()) {
      for (const key of misshapen(library, ["vulnerabilities"])) lose(sink, "vulnerabilities", `${key} is no list`);
      for (const [at, entry] of list(library, "vulnerabilities").entries()) {
        readVulnerability(entry, { library, place: pointer("libraries", index, "vulnerabilities", at) }, sink);
      }
    }
  },
  platform(report, sink) {
    for (const [index, entry] of list(report, "response").entries())
      readFinding(entry, pointer("response", index), sink);
  },
};

type Place = { readonly library: unknown; readonly place: string };

function readVulnerability(entry: unknown, { library, place }: Place, sink: VulnerabilitySink): void {
  const observation = toMendVulnerability(entry, library, { input: sink.input, pointer: place });
  if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id or library");
  else keep(sink, "vulnerabilities", observation);
}

function readFinding(entry: unknown, place: string, sink: VulnerabilitySink): void {
  if (text(field(entry, "findingInfo"), "status") === "LIBRARY_REMOVED") {
    leaveOut(sink, "vulnerabilities", "status LIBRARY_REMOVED");
    return;
  }
  const observation = toMendFinding(entry, { input: sink.input, pointer: place });
  if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id or library");
  else keep(sink, "vulnerabilities", observation);
}

function coverageOf(report: unknown, shape: Shape): Reading["coverage"] {
  const vitals = field(report, "projectVitals");
  const libraries = shape === "inventory" ? list(report, "libraries").length : undefined;
  return {
    tool: "mend",
    ...optional("targets", libraries),
    ...optional("generatedAt", label(vitals, "lastUpdatedDate")),
    doubts: [
      ...(shape === "inventory" ? inventoryDoubts(list(report, "libraries")) : []),
      ...(shape === "platform" ? pageDoubts(report) : []),
    ],
  };
}

/** A library without a list of vulnerabilities, if only an empty one, was not looked at. */
function inventoryDoubts(libraries: readonly unknown[]): readonly string[] {
  if (libraries.length === 0) return ["the inventory lists no library"];
  const silent = libraries.filter((library) => !hasList(library, "vulnerabilities")).length;
  return silent === 0 ? [] : [`${silent} of the libraries have no list of vulnerabilities`];
}

function pageDoubts(report: unknown): readonly string[] {
  const listed = list(report, "response").length;
  const data = field(report, "additionalData");
  const total = number(data, "totalItems") ?? 0;
  const next = text(field(data, "paging"), "next");
  return [
    ...(total > listed || next !== undefined
      ? [`the answer is one page of several: it lists ${listed} of ${total}`]
      : []),
    ...(listed === 0 ? ["the answer has no finding and names nothing that was scanned"] : []),
  ];
}
