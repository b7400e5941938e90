import { at, field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { postureSink } from "../vulnerabilities/posture-sink.ts";
import { findingOf, objectName } from "./check-finding.ts";
import { checkReading, keepFinding } from "./check-sink.ts";

/** kube-linter JSON (`kube-linter lint --format json`). It grades nothing: a check fails or does not. */
export const kubeLinter: Format = {
  id: "kube-linter-json",
  title: "kube-linter JSON",
  sign: "`Checks`, `Reports`, and a `KubeLinterVersion` or `ChecksStatus` in `Summary`",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!hasList(report, "Checks") || !isObject(report) || !Object.hasOwn(report, "Reports")) return false;
  const summary = field(report, "Summary");
  return text(summary, "KubeLinterVersion") !== undefined || text(summary, "ChecksStatus") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  requireList(report, "Reports", { title: "kube-linter", file: origin.name, pointer: "" });
  const sink = postureSink(origin.name);
  for (const [index, entry] of list(report, "Reports").entries()) {
    const finding = findingOf({
      ruleId: text(entry, "Check"),
      tool: "kube-linter",
      message: text(field(entry, "Diagnostic"), "Message"),
      file: text(at(entry, "Object", "Metadata"), "FilePath"),
      resource: resourceOf(at(entry, "Object", "K8sObject")),
      source: { input: origin.name, pointer: `/Reports/${index}` },
    });
    keepFinding(sink, "results", finding);
  }
  const summary = field(report, "Summary");
  const rules = list(report, "Checks").length;
  return checkReading(sink, {
    coverage: {
      tool: "kube-linter",
      ...optional("toolVersion", label(summary, "KubeLinterVersion")),
      rules,
      ...optional("generatedAt", label(summary, "CheckEndTime")),
      doubts: doubtsOf(report, rules),
    },
    sort: "results",
  });
}

function resourceOf(object: unknown): string | undefined {
  const kind = text(field(object, "GroupVersionKind"), "Kind");
  return objectName({ kind, namespace: text(object, "Namespace"), name: text(object, "Name") });
}

function doubtsOf(report: unknown, rules: number): readonly string[] {
  const summary = field(report, "Summary");
  const isEmpty = list(report, "Reports").length === 0;
  return [
    ...(rules === 0 ? ["the report says that no check was run"] : []),
    ...(isEmpty && text(summary, "ChecksStatus") === "Failed" ? ["the checks failed, and no failure is listed"] : []),
    ...(isEmpty && label(summary, "KubeLinterVersion") === undefined ? ["the report does not say what was run"] : []),
  ];
}
