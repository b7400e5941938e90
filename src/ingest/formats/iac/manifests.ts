import { FixopsError } from "../../../domain/error.ts";
import type { Resource } from "../../../domain/resource.ts";
import { field, isObject, list, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Origin, Reading } from "../../format.ts";
import { type Notices, notice, noticeTexts } from "../../notices.ts";
import { rejectionDoubts } from "../refusals.ts";
import { objectsIn, type Placed } from "./manifest-objects.ts";
import { manifestValues } from "./manifest-values.ts";
import { referenceOf } from "./resources.ts";

/** API groups whose objects are reports of scanners: other readers take them. */
const reportGroups = ["aquasecurity.github.io", "openreports.io", "wgpolicyk8s.io"] as const;

/** True for what has the frame of a Kubernetes object and is no report. */
export function isManifest(value: unknown): boolean {
  return isKubernetesObject(value) && !isReport(value);
}

function isKubernetesObject(value: unknown): boolean {
  return text(value, "apiVersion") !== undefined && text(value, "kind") !== undefined;
}

/** A report, or a list of nothing but reports. */
function isReport(value: unknown): boolean {
  const items = list(value, "items");
  return isOfReportGroup(value) || (items.length > 0 && items.every(isOfReportGroup));
}

function isOfReportGroup(value: unknown): boolean {
  const version = text(value, "apiVersion") ?? "";
  return reportGroups.some((group) => version.startsWith(`${group}/`));
}

type Sink = { readonly input: string; readonly resources: Resource[]; readonly lost: Tally; readonly notices: Notices };

/** The objects of a document and of the lists in it. */
export function readManifests(document: Document, origin: Origin): Reading {
  const sink: Sink = { input: origin.name, resources: [], lost: new Map(), notices: new Map() };
  for (const placed of objectsIn(document)) take(placed, sink);
  const { resources, lost } = sink;
  return {
    coverage: { targets: resources.length, doubts: rejectionDoubts("resources", lost) },
    accounts: [account("resources", resources.length, lost)],
    notices: noticeTexts(sink.notices),
    items: { resources },
  };
}

function take({ value, pointer, inherited }: Placed, sink: Sink): void {
  const apiVersion = referenceOf(value, "apiVersion") ?? inherited?.apiVersion;
  const kind = referenceOf(value, "kind") ?? inherited?.kind;
  if (!isObject(value) || apiVersion === undefined || kind === undefined) {
    count(sink.lost, "it has no apiVersion and kind");
  } else if (isOfReportGroup(value)) {
    count(sink.lost, "it is a report among manifests; give it as a file of its own");
  } else {
    const address = addressOf(value, kind, sink);
    refuseTemplate([address, apiVersion, kind], pointer, sink.input);
    sink.resources.push({
      address,
      type: `${apiVersion}/${kind}`,
      platform: "kubernetes",
      values: manifestValues({ apiVersion, kind, ...value }, kind),
      references: noReferences,
      source: { input: sink.input, pointer },
    });
  }
}

/** Manifests name what they refer to, and compute nothing. */
const noReferences: ReadonlyMap<string, readonly string[]> = new Map();

/** `kind/namespace/name`; a part that is not there is left out. */
function addressOf(value: unknown, kind: string, { notices }: Sink): string {
  const metadata = field(value, "metadata");
  const name = referenceOf(metadata, "name") ?? referenceOf(metadata, "generateName");
  if (name === undefined) notice(notices, "nameless", `a ${kind.slice(0, maxKind)} has no name`);
  return [kind, referenceOf(metadata, "namespace"), name].filter((part) => part !== undefined).join("/");
}

/** Kinds in a notice. */
const maxKind = 60;

/** A name with an action of a template in it is what the chart's author wrote, not what is deployed. */
function refuseTemplate(words: readonly string[], pointer: string, file: string): void {
  if (!words.some((word) => word.includes("{{"))) return;
  throw new FixopsError("INPUT_MALFORMED", "the manifest is a template that was not rendered: its name holds {{", {
    where: { file, pointer },
    hint: "render the chart with helm template and give what that writes",
  });
}
