import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { flaggedLines } from "./code-excerpt.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import { lineNumber, quoted } from "./report-text.ts";

/** Bandit JSON (`bandit -f json`), the security linter of Python; its reports do not tell its version. */
export const bandit: Format = {
  id: "bandit-json",
  title: "Bandit JSON",
  sign: "`results` and `metrics`, with `_totals` in the metrics or a `test_id` in a result",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!hasList(report, "results") || !isObject(field(report, "metrics"))) return false;
  const hasTotals = isObject(at(report, "metrics", "_totals"));
  return hasTotals || list(report, "results").some((result) => text(result, "test_id") !== undefined);
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  requireList(report, "errors", { title: "Bandit", file: origin.name, pointer: "" });
  const sieve = siftAll(list(report, "results"), (result, index) =>
    toFinding(result, { input: origin.name, pointer: `/results/${index}` }),
  );
  return findingsReading(sieve, { items: "results", coverage: coverageOf(report), notices: noticesOf(report) });
}

function toFinding(result: unknown, source: Finding["source"]): Finding | string {
  const ruleId = text(result, "test_id");
  if (ruleId === undefined) return unreadable;
  const word = text(result, "issue_severity");
  const line = lineNumber(field(result, "line_number"));
  const cwe = number(field(result, "issue_cwe"), "id");
  return findingOf({
    ruleId,
    tool: "bandit",
    level: word,
    severity: severityOfWord(word),
    message: text(result, "issue_text"),
    file: text(result, "filename"),
    line,
    cwes: cwe === undefined ? [] : [`CWE-${cwe}`],
    context: contextOf(result, line),
    source,
  });
}

function contextOf(result: unknown, line: number | undefined): string | undefined {
  const code = text(result, "code");
  const last = lineNumber(list(result, "line_range").at(-1));
  return code === undefined ? undefined : flaggedLines(code, line, last);
}

/** `metrics` has one entry for each file that was read, and `_totals`. */
function coverageOf(report: unknown): Coverage {
  const metrics = field(report, "metrics");
  const targets = isObject(metrics) ? Object.keys(metrics).filter((name) => name !== "_totals").length : 0;
  return {
    tool: "bandit",
    targets,
    ...optional("generatedAt", label(report, "generated_at")),
    doubts: [...(targets === 0 ? ["the report says that no file was scanned"] : []), ...errorDoubts(report)],
  };
}

/** Files that could not be read or parsed, and so were not scanned. */
function errorDoubts(report: unknown): readonly string[] {
  const errors = list(report, "errors");
  if (errors.length === 0) return [];
  const first = quoted(text(errors[0], "reason"));
  return [`${counted(errors.length, "file was", "files were")} not scanned, the first: ${first}`];
}

/** Lines that a `# nosec` comment takes out leave no result behind, only a count. */
function noticesOf(report: unknown): readonly string[] {
  const lines = number(at(report, "metrics", "_totals"), "nosec") ?? 0;
  return lines > 0 ? [`${counted(lines, "line is", "lines are")} exempted from the scan by nosec comments`] : [];
}
