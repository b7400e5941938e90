import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { isImageScan, readImageScan } from "./aqua-image.ts";
import { isAquaRecord, toAquaObservation } from "./aqua-record.ts";
import { type PostureSink, postureReading, postureSink } from "./posture-sink.ts";
import { keep, lose } from "./vulnerability-sink.ts";

/** Aqua: scans of images (`scannercli --jsonfile`, the CI plug-ins), and the console's APIs 1 (`cves`) and 2 (`result`). */
export const aqua: Format = {
  id: "aqua-json",
  title: "Aqua Security scan JSON",
  sign: "an `image` with its `resources`, or `cves` or a `result` as the API of Aqua lists them",
  versions: ["scan", "api-1", "api-2"],
  kinds: ["cve", "cnapp"],
  detect: (document) => shapeOf(jsonValue(document)) !== undefined,
  read,
};

type Shape = "scan" | "api-1" | "api-2";

function shapeOf(report: unknown): Shape | undefined {
  if (Array.isArray(report)) return report.some((entry) => isImageScan(field(entry, "results"))) ? "scan" : undefined;
  if (isImageScan(report)) return "scan";
  if (isFirstApi(report)) return "api-1";
  return isSecondApi(report) ? "api-2" : undefined;
}

function isFirstApi(report: unknown): boolean {
  if (!hasList(report, "cves")) return false;
  if (text(report, "image_name") !== undefined || isObject(field(report, "cves_counts"))) return true;
  return list(report, "cves").some(
    (entry) => field(entry, "file") !== undefined && field(entry, "score") !== undefined,
  );
}

function isSecondApi(report: unknown): boolean {
  if (!hasList(report, "result")) return false;
  const entries = list(report, "result");
  if (entries.length > 0) return entries.some(isAquaRecord);
  return field(report, "pagesize") !== undefined && field(report, "count") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const shape = shapeOf(report) ?? "scan";
  const sink = postureSink(origin.name);
  return { ...readers[shape](report, sink), formatVersion: shape };
}

const readers: Record<Shape, (report: unknown, sink: PostureSink) => Reading> = {
  scan: readScans,
  "api-1": readFirst,
  "api-2": readSecond,
};

/** One scan, or the list that the DevOps plug-ins write: the image's name and its scan under `results`. */
function readScans(report: unknown, sink: PostureSink): Reading {
  const scans = Array.isArray(report)
    ? report.map((entry, index) => ({ scan: field(entry, "results"), path: [index, "results"] }))
    : [{ scan: report, path: [] }];
  const coverages = scans.map(({ scan, path }) => readImageScan(scan, path, sink));
  const [first] = coverages;
  const coverage = {
    ...first,
    tool: "aqua",
    targets: coverages.length,
    doubts: [...new Set(coverages.flatMap(({ doubts }) => doubts))],
  };
  return postureReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

function readFirst(report: unknown, sink: PostureSink): Reading {
  readList(report, "cves", sink);
  const isNamed = text(report, "image_name") !== undefined;
  const status = label(report, "status");
  const error = text(report, "errorMsg");
  const total = number(field(report, "cves_counts"), "total") ?? 0;
  const listed = list(report, "cves").length;
  const doubts = [
    ...(isNamed ? [] : ["the report names no image"]),
    ...(status === undefined || status === "SCANNED" ? [] : [`the status of the scan is ${status}`]),
    ...(error === undefined ? [] : [`Aqua tells of an error: ${quoted(error)}`]),
    ...(total > listed ? [`Aqua counts ${total} vulnerabilities and lists ${listed}`] : []),
  ];
  const coverage = { tool: "aqua", ...optional("targets", isNamed ? 1 : undefined), doubts };
  return postureReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

function readSecond(report: unknown, sink: PostureSink): Reading {
  readList(report, "result", sink);
  const listed = list(report, "result").length;
  const images = new Set(list(report, "result").flatMap((entry) => text(entry, "image_name") ?? []));
  const isNamed = images.size > 0 || text(field(report, "query"), "image_name") !== undefined;
  const total = number(report, "count") ?? 0;
  const isPartial = field(report, "is_partial_data") === true;
  const doubts = [
    ...(isNamed ? [] : ["the report names no image"]),
    ...(total > listed ? [`the answer is one page of several: it lists ${listed} of ${total}`] : []),
    ...(isPartial ? ["Aqua calls its data partial"] : []),
  ];
  const coverage = { tool: "aqua", ...optional("targets", isNamed ? Math.max(images.size, 1) : undefined), doubts };
  return postureReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

function readList(report: unknown, key: string, sink: PostureSink): void {
  for (const [index, entry] of list(report, key).entries()) {
    const source = { input: sink.input, pointer: pointer(key, index) };
    const resource = field(entry, "resource") ?? { name: field(entry, "file") };
    const observation = toAquaObservation(entry, resource, source);
    if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id");
    else keep(sink, "vulnerabilities", observation);
  }
}
