import type { Suppression } from "../../../domain/suppression.ts";
import { counted } from "../../../domain/words.ts";
import { field, hasList, isObject, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf, resourceName } from "./check-finding.ts";
import { checkReading, keepFinding, lose, passed } from "./check-sink.ts";

/** Terrascan JSON (`terrascan scan -o json`). */
export const terrascan: Format = {
  id: "terrascan-json",
  title: "Terrascan JSON",
  sign: "`results.violations` with a `rule_id`, or beside a `scan_summary` or `count`",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const results = field(jsonValue(document), "results");
  if (!isObject(results) || !Object.hasOwn(results, "violations")) return false;
  if (isObject(field(results, "scan_summary")) || isObject(field(results, "count"))) return true;
  return list(results, "violations").some((violation) => text(violation, "rule_id") !== undefined);
}

const lists = ["violations", "skipped_violations", "passed_rules", "vulnerabilities", "scan_errors"] as const;

function read(document: Document, origin: Origin): Reading {
  const results = field(jsonValue(document), "results");
  for (const key of lists) requireList(results, key, { title: "Terrascan", file: origin.name, pointer: "/results" });
  const sink = postureSink(origin.name);
  readViolations(results, "violations", sink);
  readViolations(results, "skipped_violations", sink);
  leaveOut(sink, "results", passed, list(results, "passed_rules").length);
  lose(
    sink,
    "vulnerabilities",
    "image vulnerabilities of Terrascan are not read",
    list(results, "vulnerabilities").length,
  );
  const errors = errorsOf(results);
  return checkReading(sink, {
    coverage: coverageOf(results, errors.serious),
    sort: "results",
    notices: errors.mild.length === 0 ? [] : [`the scan found no file of ${counted(errors.mild.length, "sort")}`],
  });
}

function readViolations(results: unknown, key: "violations" | "skipped_violations", sink: PostureSink): void {
  for (const [index, violation] of list(results, key).entries()) {
    const finding = findingOf({
      ruleId: text(violation, "rule_id") ?? text(violation, "rule_name"),
      tool: "terrascan",
      level: text(violation, "severity"),
      message: text(violation, "description") ?? text(violation, "rule_name"),
      file: text(violation, "file"),
      line: field(violation, "line"),
      resource: resourceName(text(violation, "resource_type"), text(violation, "resource_name")),
      suppression: key === "violations" ? undefined : suppressionOf(violation),
      source: { input: sink.input, pointer: `/results/${key}/${index}` },
    });
    keepFinding(sink, "results", finding);
  }
}

/** A reason is a sentence; a longer text is cut. */
const maxReason = 200;

/** `#ts:skip=` comments and annotations of the resource skip rules. */
function suppressionOf(violation: unknown): Suppression {
  const comment = text(violation, "skip_comment");
  return { kind: "in_source", ...optional("justification", comment && shorten(comment, maxReason)) };
}

/** By default Terrascan looks for every sort of file, and calls it an error that a folder has none of one sort. */
const missingSort = /not found in the directory|no helm charts found|has no terraform config files|no files found/;

type Errors = { readonly serious: readonly string[]; readonly mild: readonly string[] };

function errorsOf(results: unknown): Errors {
  const messages = list(results, "scan_errors").map((error) => text(error, "errMsg") ?? "no message");
  return {
    serious: messages.filter((message) => !missingSort.test(message)),
    mild: messages.filter((message) => missingSort.test(message)),
  };
}

function coverageOf(results: unknown, errors: readonly string[]): Reading["coverage"] {
  const summary = field(results, "scan_summary");
  const rules = number(summary, "policies_validated");
  const isSilent = !hasList(results, "violations") && rules === undefined;
  return {
    tool: "terrascan",
    ...optional("targets", text(summary, "file/folder") === undefined ? undefined : 1),
    ...optional("rules", rules),
    ...optional("generatedAt", label(summary, "scanned_at")),
    doubts: [
      ...(rules === 0 ? ["the report says that no policy was validated"] : []),
      ...(isSilent ? ["the report has no result and does not say what was scanned"] : []),
      ...(errors.length > 0
        ? [`the scan met ${counted(errors.length, "error")}, the first: ${quoted(errors[0])}`]
        : []),
    ],
  };
}
