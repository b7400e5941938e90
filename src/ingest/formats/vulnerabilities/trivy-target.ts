import type { Finding } from "../../../domain/finding.ts";
import type { RawItems } from "../../../domain/input-file.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Observation } from "../../../domain/vulnerability.ts";
import { field, hasList, isObject, list, optional, shorten, text, type WireObject } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { misshapen } from "../refusals.ts";
import { toMisconfiguration, toSecret } from "./trivy-findings.ts";
import { type TrivyContext, toObservation } from "./trivy-vulnerability.ts";

/** Where the items of all targets are collected, with counts by sort of item. */
export type TrivySink = {
  readonly observations: Observation[];
  readonly findings: Finding[];
  readonly kept: Map<RawItems, number>;
  readonly notUsed: Map<RawItems, Tally>;
  /** What is doubtful → how often. */
  readonly doubts: Tally;
  readonly known: TrivyContext["known"];
};

/** Reads one entry of `Results`. */
export function readTarget(target: unknown, source: Source, sink: TrivySink): void {
  if (!isObject(target)) {
    count(sink.doubts, "targets are unreadable");
    return;
  }
  if (saysNothing(target)) count(sink.doubts, "targets say nothing: no name, no class and no list");
  for (const key of misshapen(target, sorts.keys())) {
    notUsed(sink, sorts.get(key) ?? "modified findings", "is not a list");
    count(sink.doubts, `lists are unreadable: ${key} is not a list`);
  }
  const context = { target: text(target, "Target") ?? "unnamed target", type: text(target, "Type"), known: sink.known };
  for (const [key, readItem] of readers) {
    for (const [index, item] of list(target, key).entries()) {
      readItem({ item, context, source: { input: source.input, pointer: `${source.pointer}/${key}/${index}` } }, sink);
    }
  }
}

/** The list of each sort of item. */
const sorts: ReadonlyMap<string, RawItems> = new Map([
  ["Vulnerabilities", "vulnerabilities"],
  ["Misconfigurations", "misconfigurations"],
  ["Secrets", "secrets"],
  ["Licenses", "licences"],
  ["ExperimentalModifiedFindings", "modified findings"],
]);

function saysNothing(target: WireObject): boolean {
  const names = [text(target, "Target"), text(target, "Class")];
  return (
    names.every((name) => (name ?? "").trim() === "") &&
    !["Packages", ...sorts.keys()].some((key) => hasList(target, key))
  );
}

/** Classes (Trivy `types.ResultClass`) of targets in which nobody looks for vulnerabilities. */
const otherClasses: ReadonlySet<unknown> = new Set(["secret", "config", "license", "license-file"]);

/** True when a scan for vulnerabilities can have made this entry of `Results`. */
export function isVulnerabilityTarget(target: unknown): boolean {
  return field(target, "Vulnerabilities") !== undefined || !otherClasses.has(field(target, "Class"));
}

const findingMembers = ["Misconfigurations", "MisconfSummary", "Secrets"] as const;

/** True when a scan for misconfigurations or secrets made this entry of `Results`; a clean one has a summary at most. */
export function isFindingTarget(target: unknown): boolean {
  const isOfClass = field(target, "Class") === "config" || field(target, "Class") === "secret";
  return isOfClass || findingMembers.some((key) => field(target, key) !== undefined);
}

type Item = {
  readonly item: unknown;
  readonly context: TrivyContext;
  readonly source: Source;
  readonly suppression?: Suppression;
};

const readers = [
  ["Vulnerabilities", readVulnerability],
  ["Misconfigurations", readMisconfiguration],
  ["Secrets", readSecret],
  ["Licenses", readLicence],
  ["ExperimentalModifiedFindings", readModified],
] as const;

function readVulnerability({ item, context, source, suppression }: Item, sink: TrivySink): void {
  const observation = toObservation(item, { ...context, source, suppression });
  if (observation === undefined) {
    skip(sink, "vulnerabilities", "no vulnerability id");
    return;
  }
  sink.observations.push(observation);
  sink.kept.set("vulnerabilities", (sink.kept.get("vulnerabilities") ?? 0) + 1);
}

/** PASS and EXCEPTION are not failures; any other status, or none (older reports list failures only), is one. */
function readMisconfiguration({ item, context, source, suppression }: Item, sink: TrivySink): void {
  const status = text(item, "Status");
  if (status === "PASS" || status === "EXCEPTION") notUsed(sink, "misconfigurations", `status ${status}`);
  else keepFinding(toMisconfiguration(item, { ...context, source, suppression }), "misconfigurations", sink);
}

function readSecret({ item, context, source, suppression }: Item, sink: TrivySink): void {
  keepFinding(toSecret(item, { ...context, source, suppression }), "secrets", sink);
}

function keepFinding(finding: Finding | undefined, sort: RawItems, sink: TrivySink): void {
  if (finding === undefined) {
    skip(sink, sort, "no rule id");
    return;
  }
  sink.findings.push(finding);
  sink.kept.set(sort, (sink.kept.get(sort) ?? 0) + 1);
}

function readLicence(_: Item, sink: TrivySink): void {
  notUsed(sink, "licences", "licence findings are not evaluated");
}

/** Statuses with which Trivy takes a finding out of the report (ignore file, VEX); others do not settle anything. */
const settled: ReadonlySet<string> = new Set(["ignored", "not_affected", "fixed"]);

const readerOfModified: ReadonlyMap<string, (item: Item, sink: TrivySink) => void> = new Map([
  ["vulnerability", readVulnerability],
  ["misconfiguration", readMisconfiguration],
  ["secret", readSecret],
  ["license", readLicence],
]);

/** `--show-suppressed`: the finding as it was, with what took it out. */
function readModified({ item, context, source }: Item, sink: TrivySink): void {
  const readItem = readerOfModified.get(text(item, "Type") ?? "");
  if (readItem === undefined) {
    skip(sink, "modified findings", "unknown type");
    return;
  }
  const suppression = suppressionOf(item);
  const pointer = `${source.pointer}/Finding`;
  readItem({ item: field(item, "Finding"), context, source: { input: source.input, pointer }, suppression }, sink);
}

/** A justification is a sentence; a longer text is cut. */
const maxJustification = 200;

function suppressionOf(modified: unknown): Suppression {
  const status = text(modified, "Status") ?? "unknown";
  const statement = text(modified, "Statement");
  const parts = [`status ${status}`, text(modified, "Source")].filter((part) => part !== undefined);
  return {
    kind: "tool",
    ...(!settled.has(status) && { status: "under_review" as const }),
    ...optional("justification", statement === undefined ? undefined : shorten(statement, maxJustification)),
    rule: shorten(parts.join(", "), maxJustification),
  };
}

/** Not used, and worth a doubt: something that the report meant to say is lost. */
function skip(sink: TrivySink, sort: RawItems, reason: string): void {
  notUsed(sink, sort, reason);
  count(sink.doubts, `${sort} are unreadable: ${reason}`);
}

function notUsed(sink: TrivySink, sort: RawItems, reason: string): void {
  const tally = sink.notUsed.get(sort) ?? new Map();
  sink.notUsed.set(sort, tally);
  count(tally, reason);
}
