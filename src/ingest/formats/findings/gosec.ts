import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { counted } from "../../../domain/words.ts";
import { field, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { flaggedLines } from "./code-excerpt.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import { firstLine, oneLine, quoted } from "./report-text.ts";

/** gosec JSON (`gosec -fmt json`), the security checker of Go. */
export const gosec: Format = {
  id: "gosec-json",
  title: "gosec JSON",
  sign: "`Issues`, and `files` or `found` in `Stats`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

/** Go writes an empty list as `null` now and then. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  const stats = field(report, "Stats");
  return (
    isObject(report) &&
    Object.hasOwn(report, "Issues") &&
    (number(stats, "files") !== undefined || number(stats, "found") !== undefined)
  );
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  requireList(report, "Issues", { title: "gosec", file: origin.name, pointer: "" });
  const issues = list(report, "Issues");
  const sieve = siftAll(issues, (issue, index) =>
    toFinding(issue, { input: origin.name, pointer: `/Issues/${index}` }),
  );
  return findingsReading(sieve, { items: "issues", coverage: coverageOf(report, issues.length) });
}

function toFinding(issue: unknown, source: Finding["source"]): Finding | string {
  const ruleId = text(issue, "rule_id");
  if (ruleId === undefined) return unreadable;
  const word = text(issue, "severity");
  const cwe = text(field(issue, "cwe"), "id") ?? text(field(issue, "cwe"), "ID");
  return findingOf({
    ruleId,
    tool: "gosec",
    level: word,
    severity: severityOfWord(word),
    message: text(issue, "details"),
    file: text(issue, "file"),
    line: firstLine(field(issue, "line")),
    cwes: cwe === undefined ? [] : [cwe],
    context: contextOf(issue),
    suppression: suppressionOf(issue),
    source,
  });
}

function contextOf(issue: unknown): string | undefined {
  const code = text(issue, "code");
  const line = field(issue, "line");
  const range = typeof line === "string" ? line.split("-", 2) : [line];
  return code === undefined ? undefined : flaggedLines(code, firstLine(range[0]), firstLine(range.at(-1)));
}

/** A justification is a sentence; a longer text is cut. */
const maxJustification = 200;

/** `-track-suppressions` lists what `#nosec` comments and excluded rules set aside. */
function suppressionOf(issue: unknown): Suppression | undefined {
  const [first] = list(issue, "suppressions");
  if (first === undefined) return field(issue, "nosec") === true ? { kind: "in_source" } : undefined;
  return {
    kind: text(first, "kind") === "external" ? "external" : "in_source",
    ...optional("justification", oneLine(text(first, "justification"), maxJustification)),
  };
}

function coverageOf(report: unknown, issues: number): Coverage {
  const stats = field(report, "Stats");
  const targets = number(stats, "files");
  return {
    tool: "gosec",
    ...optional("toolVersion", label(report, "GosecVersion")),
    ...optional("targets", targets),
    doubts: [...statsDoubts(stats, issues), ...errorDoubts(field(report, "Golang errors"))],
  };
}

function statsDoubts(stats: unknown, issues: number): readonly string[] {
  const targets = number(stats, "files") ?? 0;
  const found = number(stats, "found") ?? 0;
  return [
    ...(targets > 0 ? [] : ["the report says that no file was scanned"]),
    ...(found > issues ? [`gosec found ${found} issues and lists ${issues}: the others were filtered out`] : []),
  ];
}

/** File → errors: what does not compile is not checked. */
function errorDoubts(errors: unknown): readonly string[] {
  const files = isObject(errors) ? Object.keys(errors) : [];
  const [file] = files;
  if (file === undefined) return [];
  const first = quoted(text(list(errors, file)[0], "error"));
  return [`${counted(files.length, "file has", "files have")} errors and may not be checked, the first: ${first}`];
}
