import type { Suppression } from "../../../domain/suppression.ts";
import { field, hasList, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf } from "./check-finding.ts";
import { checkReading, keepFinding, lose, passed } from "./check-sink.ts";

/** Regula JSON (`regula run -f json`): OPA policies on Terraform, CloudFormation, Kubernetes and ARM files. */
export const regula: Format = {
  id: "regula-json",
  title: "Regula JSON",
  sign: "`rule_results`, counted in `summary` or with a `rule_result` each",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!hasList(report, "rule_results")) return false;
  const isCounted = isObject(field(field(report, "summary"), "rule_results"));
  return isCounted || list(report, "rule_results").some((result) => text(result, "rule_result") !== undefined);
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = postureSink(origin.name);
  const results = list(report, "rule_results");
  for (const [index, result] of results.entries()) readResult(result, `/rule_results/${index}`, sink);
  const summary = field(report, "summary");
  return checkReading(sink, {
    coverage: {
      tool: "regula",
      ...optional("targets", hasList(summary, "filepaths") ? texts(summary, "filepaths").length : undefined),
      doubts: results.length === 0 ? ["the report says that no rule was evaluated"] : [],
    },
    sort: "results",
  });
}

/** A waiver of a check that passed sets nothing aside. */
function readResult(result: unknown, pointer: string, sink: PostureSink): void {
  const outcome = text(result, "rule_result");
  const isWaived = outcome === "WAIVED";
  if (outcome === "PASS" || (isWaived && field(result, "rule_raw_result") === true)) leaveOut(sink, "results", passed);
  else if (outcome !== "FAIL" && !isWaived) lose(sink, "results", "unknown outcome");
  else keepFinding(sink, "results", toFinding(result, pointer, sink.input, isWaived ? waiver : undefined));
}

const waiver: Suppression = { kind: "tool", rule: "a Regula waiver" };

function toFinding(
  result: unknown,
  pointer: string,
  input: string,
  suppression: Suppression | undefined,
): ReturnType<typeof findingOf> {
  const location = list(result, "source_location")[0] ?? field(result, "source_location");
  return findingOf({
    ruleId: text(result, "rule_id") ?? text(result, "rule_name"),
    tool: "regula",
    level: text(result, "rule_severity"),
    message: text(result, "rule_message") ?? text(result, "rule_summary") ?? text(result, "rule_description"),
    file: text(location, "path") ?? text(result, "filepath"),
    line: field(location, "line"),
    resource: text(result, "resource_id"),
    suppression,
    source: { input, pointer },
  });
}
