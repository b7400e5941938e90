import { counted } from "../../../domain/words.ts";
import { parseJson, scanJson } from "../../../standards/json.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { at, field, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonError, tooDeep } from "../../parse-json.ts";
import { jsonValue, plainText } from "../forms.ts";
import { label } from "../label.ts";
import { type PostureSink, postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter, gone, open } from "./cloud-finding.ts";

/** Scout Suite's results: a script that assigns one object to `scoutsuite_results`, or that object as JSON. */
export const scoutsuite: Format = {
  id: "scoutsuite-js",
  title: "Scout Suite results",
  sign: "a script that begins with `scoutsuite_results =`; or `services`, `last_run` and `provider_code`",
  versions: [],
  kinds: ["cnapp"],
  detect,
  read,
};

/** The assignment at the start of the script, with the white space around it. */
const assignment = /^\s{0,100}scoutsuite_results\s{0,100}=/;

function detect(document: Document): boolean {
  if (assignment.test(plainText(document) ?? "")) return true;
  const value = jsonValue(document);
  return (
    isObject(field(value, "services")) &&
    isObject(field(value, "last_run")) &&
    text(value, "provider_code") !== undefined
  );
}

function read(document: Document, origin: Origin): Reading {
  const script = plainText(document);
  const report = script === undefined ? jsonValue(document) : objectIn(script, origin.name);
  const sink = postureSink(origin.name);
  const rules = rulesOf(report);
  for (const rule of rules) readRule(rule, sink);
  const services = isObject(field(report, "services")) ? Object.keys(field(report, "services") ?? {}) : [];
  const checked = rules.reduce((sum, { rule }) => sum + (number(rule, "checked_items") ?? 0), 0);
  const run = field(report, "last_run");
  const coverage = {
    tool: "Scout Suite",
    ...optional("toolVersion", label(run, "version")),
    targets: checked,
    rules: rules.length,
    ...optional("generatedAt", label(run, "time")),
    doubts: [
      ...(services.length === 0 ? ["the report names no service that was looked at"] : []),
      ...unreadDoubts(report),
      ...(checked === 0 ? ["the rules of the report were applied to no resource"] : []),
    ],
  };
  return postureReading(sink, { coverage, sorts: ["checks"], notices: skippedNotices(run) }, false);
}

/** Depth of nesting that is read, as of all JSON. */
const maxDepth = 128;

/** The object behind the assignment, which is blanked so that the places in messages are those of the file. */
function objectIn(script: string, file: string): unknown {
  const json = script.replace(assignment, (prefix) => prefix.replaceAll(/[^\r\n]/g, " ")).replace(/;\s{0,100}$/, "");
  try {
    scanJson(new TextEncoder().encode(json), maxDepth);
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(file, maxDepth, cause);
    throw cause;
  }
  const parsed = parseJson(json);
  if (!parsed.ok) throw jsonError(parsed.fault, file);
  return parsed.value;
}

type Rule = { readonly name: string; readonly rule: unknown; readonly at: string };

function rulesOf(report: unknown): readonly Rule[] {
  const services = field(report, "services");
  if (!isObject(services)) return [];
  return Object.keys(services).flatMap((service) => {
    const findings = at(services, service, "findings");
    if (!isObject(findings)) return [];
    return Object.keys(findings).map((name) => {
      return { name, rule: field(findings, name), at: pointer("services", service, "findings", name) };
    });
  });
}

/** Rules stand in an object under the service; in any other shape they would be lost without a word. */
function unreadDoubts(report: unknown): readonly string[] {
  const services = field(report, "services");
  if (!isObject(services)) return [];
  const odd = Object.keys(services).filter((name) => !isObject(at(services, name, "findings")));
  return odd.length === 0 ? [] : [`${counted(odd.length, "service has", "services have")} no rules that can be read`];
}

/** Each flagged item is one raw item, and a rule that flagged none is one. */
function readRule({ name, rule, at: place }: Rule, sink: PostureSink): void {
  const items = list(rule, "items");
  const flagged = number(rule, "flagged_items");
  const isClean = items.length === 0 && flagged === 0;
  const nothing = number(rule, "checked_items") === 0 ? gone("there was nothing to check") : gone("the check passed");
  if (isClean || items.length === 0) readItem({ name, rule, at: place }, undefined, isClean ? nothing : open, sink);
  for (const [index, item] of items.entries()) {
    readItem({ name, rule, at: `${place}/items/${index}` }, typeof item === "string" ? item : undefined, open, sink);
  }
}

/** `danger` and `warning` are colours of Scout Suite's page, and no severities that others would know. */
function readItem(
  { name, rule, at: place }: Rule,
  resource: string | undefined,
  standing: typeof open,
  sink: PostureSink,
): void {
  enter(sink, "checks", standing, (suppression) => {
    if (!isObject(rule)) return undefined;
    return cloudFinding({
      ruleId: name,
      tool: "Scout Suite",
      level: text(rule, "level"),
      message: text(rule, "description") ?? text(rule, "rationale"),
      resource,
      suppression,
      source: { input: sink.input, pointer: place },
    });
  });
}

function skippedNotices(run: unknown): readonly string[] {
  const skipped = list(field(run, "run_parameters"), "skipped_services").length;
  return skipped === 0 ? [] : [`${skipped} services were left out of the run by its parameters`];
}
