import type { Suppression } from "../../../domain/suppression.ts";
import { field, hasList, isObject, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Origin, Reading } from "../../format.ts";
import { maxLabel } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf, objectName } from "./check-finding.ts";
import { checkReading, countOf, keepFinding, lose } from "./check-sink.ts";
import { severityOfFactor } from "./kubescape-severity.ts";

/** A report of one framework, version 1: `controlReports[].ruleReports[].ruleResponses[]`. */
export function isFramework(value: unknown): boolean {
  return list(value, "controlReports").some((control) => hasList(control, "ruleReports") || text(control, "controlID"));
}

type Framework = { readonly framework: unknown; readonly pointer: string };

/** Reads reports of version 1. A control in two frameworks is reported in each. */
export function readFrameworks(frameworks: readonly Framework[], origin: Origin): Reading {
  const sink = postureSink(origin.name);
  let rules = 0;
  let targets = 0;
  for (const { framework, pointer } of frameworks) {
    if (!hasList(framework, "controlReports")) count(sink.faults, "reports of frameworks are unreadable");
    const controls = list(framework, "controlReports");
    rules += controls.length;
    targets = Math.max(targets, countOf(field(framework, "totalResources")));
    for (const [index, control] of controls.entries()) {
      readControl(control, `${pointer}/controlReports/${index}`, sink);
      targets = Math.max(targets, countOf(field(control, "totalResources")));
    }
  }
  const doubts = [
    ...(targets === 0 ? ["the report does not say that a resource was scanned"] : []),
    ...(rules === 0 ? ["the report says that no control was checked"] : []),
  ];
  return checkReading(sink, {
    formatVersion: "v1",
    coverage: { tool: "kubescape", targets, rules, doubts },
    sort: "checks",
  });
}

function readControl(control: unknown, pointer: string, sink: PostureSink): void {
  if (!isObject(control)) lose(sink, "checks", "the control is unreadable");
  for (const key of misshapen(control, ["ruleReports"])) lose(sink, "checks", `${key} are no list`);
  for (const [index, rule] of list(control, "ruleReports").entries()) {
    // The status of the rule itself: whether it could be run.
    const status = text(field(rule, "ruleStatus"), "status");
    if (status !== undefined && !ran.has(status)) lose(sink, "checks", "the rule could not be run");
    if (misshapen(rule, ["ruleResponses"]).length > 0) lose(sink, "checks", "its responses are no list");
    for (const [n, response] of list(rule, "ruleResponses").entries()) {
      readResponse(response, { control, pointer: `${pointer}/ruleReports/${index}/ruleResponses/${n}` }, sink);
    }
  }
}

const ran: ReadonlySet<string> = new Set(["success", "warning", "passed", "failed", "skipped"]);

type Place = { readonly control: unknown; readonly pointer: string };

/** Responses are what failed; one that passed is listed only by its status. */
function readResponse(response: unknown, { control, pointer }: Place, sink: PostureSink): void {
  const status = text(response, "ruleStatus") ?? text(response, "alertStatus");
  if (status === "success" || status === "passed") {
    leaveOut(sink, "checks", "the check passed");
    return;
  }
  const finding = findingOf({
    ruleId: text(control, "controlID") ?? text(control, "id"),
    tool: "kubescape",
    level: status,
    severity: severityOfFactor(number(control, "baseScore") ?? number(response, "alertScore")),
    message: text(response, "alertMessage") ?? text(control, "name"),
    resource: resourceOf(response),
    suppression: suppressionOf(response),
    source: { input: sink.input, pointer },
  });
  keepFinding(sink, "checks", finding);
}

function resourceOf(response: unknown): string | undefined {
  const alert = field(response, "alertObject");
  const object = list(alert, "k8sApiObjects")[0] ?? field(alert, "externalObjects");
  const metadata = field(object, "metadata");
  return objectName({
    kind: text(object, "kind"),
    namespace: text(metadata, "namespace") ?? text(object, "namespace"),
    name: text(metadata, "name") ?? text(object, "name"),
  });
}

/** `alertOnly` is how version 1 says that the exception applies. */
function suppressionOf(response: unknown): Suppression | undefined {
  const exception = field(response, "exception");
  const name = text(exception, "name") ?? text(exception, "policyType");
  if (name === undefined) return undefined;
  const reason = text(exception, "reason");
  return {
    kind: "tool",
    ...optional("justification", reason && shorten(reason, maxLabel)),
    rule: shorten(`exception ${name}`, maxLabel),
  };
}
