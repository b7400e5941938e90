import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import { maxMessage, noMessage, oneLine } from "../findings/report-text.ts";
import { label } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { toAquaObservation } from "./aqua-record.ts";
import { keepFinding, type PostureSink } from "./posture-sink.ts";
import { keep, leaveOut, lose } from "./vulnerability-sink.ts";

/** The scan of one image: its packages and files (`resources`), each with its vulnerabilities. */
export function isImageScan(scan: unknown): boolean {
  if (text(scan, "image") === undefined && text(scan, "image_name") === undefined) return false;
  const resources = list(scan, "resources");
  if (resources.length > 0) return resources.some((entry) => isObject(field(entry, "resource")));
  return isObject(field(scan, "vulnerability_summary")) || isObject(field(scan, "image_assurance_results"));
}

/** Reads one scan into the sink; gives what it tells of itself. */
export function readImageScan(scan: unknown, path: readonly PropertyKey[], sink: PostureSink): Coverage {
  const resources = list(scan, "resources");
  let unscanned = 0;
  for (const [index, entry] of resources.entries()) {
    if (field(entry, "scanned") === false) unscanned++;
    readResource(entry, [...path, "resources", index], sink);
  }
  readChecks(scan, path, sink);
  return {
    ...optional("databaseDate", dateOf(field(scan, "data_date"))),
    ...optional("generatedAt", dateOf(field(field(scan, "scan_started"), "seconds"))),
    doubts: [
      ...(isObject(scan) ? [] : ["a scan is unreadable"]),
      ...summaryDoubts(scan),
      ...(unscanned === 0 ? [] : [`${unscanned} of the resources were not scanned`]),
      ...(field(scan, "partial_results") === true ? ["Aqua calls its results partial"] : []),
    ],
  };
}

/** Clean images may have no resources, and then the summary says that there is nothing. */
function summaryDoubts(scan: unknown): readonly string[] {
  const summary = field(scan, "vulnerability_summary");
  const resources = list(scan, "resources");
  const listed = resources.reduce((sum: number, entry) => sum + list(entry, "vulnerabilities").length, 0);
  const total = number(summary, "total") ?? 0;
  const unreadable = resources.filter((entry) => !isObject(field(entry, "resource"))).length;
  return [
    ...(resources.length === 0 && !isObject(summary) ? ["the scan lists no resource"] : []),
    ...(unreadable === 0 ? [] : [`${unreadable} of the resources are unreadable`]),
    ...(total > listed ? [`the summary counts ${total} vulnerabilities and the scan lists ${listed}`] : []),
  ];
}

/** Seconds since 1970; no date beyond the year 9999. */
const lastSecond = 253_402_300_799;

function dateOf(seconds: unknown): string | undefined {
  if (typeof seconds !== "number" || !(seconds > 0 && seconds <= lastSecond)) return undefined;
  return new Date(seconds * 1000).toISOString();
}

function readResource(entry: unknown, path: readonly PropertyKey[], sink: PostureSink): void {
  for (const key of misshapen(entry, ["vulnerabilities"])) lose(sink, "vulnerabilities", `${key} is no list`);
  for (const [index, flaw] of list(entry, "vulnerabilities").entries()) {
    const source = { input: sink.input, pointer: pointer(...path, "vulnerabilities", index) };
    const observation = toAquaObservation(flaw, field(entry, "resource"), source);
    if (observation === undefined) lose(sink, "vulnerabilities", "no vulnerability id");
    else keep(sink, "vulnerabilities", observation);
  }
}

/** Controls of assurance policies that say again what the vulnerabilities say. */
const repeating: ReadonlySet<string> = new Set(["max_severity", "max_score", "cve_blacklist", "max_score_kube_node"]);

/** The image's assurance policies: what failed is a finding about the image, with no severity of its own. */
function readChecks(scan: unknown, path: readonly PropertyKey[], sink: PostureSink): void {
  for (const key of misshapen(field(scan, "image_assurance_results"), ["checks_performed"])) {
    lose(sink, "checks", `${key} is no list`);
  }
  for (const [index, check] of list(field(scan, "image_assurance_results"), "checks_performed").entries()) {
    const control = text(check, "control");
    const place = pointer(...path, "image_assurance_results", "checks_performed", index);
    if (field(check, "failed") !== true) leaveOut(sink, "checks", "the check passed");
    else if (control === undefined) lose(sink, "checks", "no control");
    else if (repeating.has(control)) leaveOut(sink, "checks", "a limit on vulnerabilities, which are read themselves");
    else keepFinding(sink, "checks", toFinding({ scan, check, control }, { input: sink.input, pointer: place }));
  }
}

type Check = { readonly scan: unknown; readonly check: unknown; readonly control: string };

function toFinding({ scan, check, control }: Check, source: Finding["source"]): Finding {
  const policy = label(check, "policy_name");
  const message = `the image fails the control ${control}${policy === undefined ? "" : ` of the policy ${policy}`}`;
  return {
    ruleId: control,
    tool: "aqua",
    level: "failed",
    severity: "unknown",
    message: oneLine(message, maxMessage) ?? noMessage,
    location: {},
    ...optional("resource", text(scan, "image") ?? text(scan, "image_name")),
    cwes: [],
    vulnerabilityIds: [],
    source,
  };
}
