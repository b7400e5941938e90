import type { Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { at, field, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { misshapen, requireList } from "../refusals.ts";
import { nvdScores } from "./clair-scores.ts";
import { observationOf } from "./observation.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Red Hat Quay's security information of a manifest (`…/manifest/{digest}/security?vulnerabilities=true`), and the layer of Clair 1 and 2 that it has the shape of. */
export const quay: Format = {
  id: "quay-json",
  title: "Quay security information",
  sign: "a `Layer` with `Features` or `IndexedByVersion`; or a `status` of a scan beside `data` that is null",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const layer = layerOf(report);
  if (isObject(layer)) return Object.hasOwn(layer, "Features") || Object.hasOwn(layer, "IndexedByVersion");
  const isWaiting = statuses.has(text(report, "status") ?? "") && field(report, "data") === null;
  return isWaiting && isObject(report) && Object.keys(report).length === 2;
}

/** Statuses of a scan (Quay, `SecurityScanStatus`), which stand beside `"data": null` until there is a result. */
const statuses: ReadonlySet<string> = new Set(["queued", "failed", "unsupported", "manifest_layer_too_large"]);

function layerOf(report: unknown): unknown {
  return at(report, "data", "Layer") ?? field(report, "Layer");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const layer = layerOf(report);
  const base = field(report, "Layer") === undefined ? ["data", "Layer"] : ["Layer"];
  requireList(layer, "Features", { title: "Quay", file: origin.name, pointer: pointer(...base) });
  const sink = vulnerabilitySink(origin.name);
  const features = list(layer, "Features");
  for (const [index, feature] of features.entries()) readFeature(feature, [...base, "Features", index], sink);
  sink.kept.set("packages", features.length);
  const reading = vulnerabilityReading(sink, {
    coverage: { tool: "quay", targets: features.length, doubts: doubtsOf(report, features) },
    sorts: ["vulnerabilities", "packages"],
  });
  return features.some(looked) ? reading : { ...reading, items: {} };
}

/** Without `vulnerabilities=true` Quay lists the packages alone. */
function looked(feature: unknown): boolean {
  return isObject(feature) && Object.hasOwn(feature, "Vulnerabilities");
}

function doubtsOf(report: unknown, features: readonly unknown[]): readonly string[] {
  const status = label(report, "status");
  return [
    ...(status === undefined || status === "scanned" ? [] : [`Quay's status of the scan is ${status}`]),
    ...(features.length === 0 ? ["the report found no package in the image"] : []),
    ...(features.length === 0 || features.some(looked)
      ? []
      : ["the report lists packages without their vulnerabilities"]),
  ];
}

function readFeature(feature: unknown, path: readonly PropertyKey[], sink: VulnerabilitySink): void {
  for (const key of misshapen(feature, ["Vulnerabilities"])) lose(sink, "vulnerabilities", `${key} is no list`);
  for (const [index, entry] of list(feature, "Vulnerabilities").entries()) {
    const source = { input: sink.input, pointer: pointer(...path, "Vulnerabilities", index) };
    const observation = toObservation(entry, feature, source);
    if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id or package");
    else keep(sink, "vulnerabilities", observation);
  }
}

function toObservation(entry: unknown, feature: unknown, source: Observation["source"]): Observation | undefined {
  const name = text(feature, "Name");
  const id = text(entry, "Name")?.trim().split(/\s/, 1)[0]?.replace(/:$/, "");
  if (name === undefined || id === undefined || id === "") return undefined;
  const fix = text(entry, "FixedBy");
  return observationOf({
    id,
    names: id.startsWith("CVE-") ? [] : texts(entry, "CVEIds"),
    package: packageOf(name, feature),
    word: text(entry, "Severity"),
    cvss: nvdScores(at(entry, "Metadata", "NVD")),
    fixedIn: fix === undefined || fix === "0" ? [] : [fix],
    title: text(entry, "Description"),
    tool: "quay",
    source,
  });
}

function packageOf(name: string, feature: unknown): PackageRef {
  const namespace = text(feature, "NamespaceName") ?? text(feature, "VersionFormat");
  return { name, ...optional("version", text(feature, "Version")), ...optional("ecosystem", namespace) };
}
