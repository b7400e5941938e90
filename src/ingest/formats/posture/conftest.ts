import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, hasList, list, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { misshapen } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf } from "./check-finding.ts";
import { checkReading, countOf, keepFinding, lose, passed } from "./check-sink.ts";

/** conftest JSON (`conftest test -o json`): the outcome of OPA policies for each file and namespace. */
export const conftest: Format = {
  id: "conftest-json",
  title: "conftest JSON",
  sign: "files with `filename` and `successes`",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

const lists = ["failures", "warnings", "exceptions"] as const;

type Outcome = (typeof lists)[number];

function detect(document: Document): boolean {
  const value = jsonValue(document);
  return Array.isArray(value) && value.some(isFileResult);
}

/** `successes` is a number, in versions before 0.21 a list. */
function isFileResult(entry: unknown): boolean {
  if (text(entry, "filename") === undefined) return false;
  const isCounted = number(entry, "successes") !== undefined;
  return isCounted || (hasList(entry, "successes") && (hasList(entry, "failures") || hasList(entry, "warnings")));
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const entries = Array.isArray(value) ? value : [];
  const sink = postureSink(origin.name);
  const files = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const file = text(entry, "filename");
    if (file !== undefined) files.add(file);
    readEntry(entry, `/${index}`, sink);
  }
  return checkReading(sink, {
    coverage: { tool: "conftest", targets: files.size, doubts: doubtsOf(entries) },
    sort: "results",
  });
}

function readEntry(entry: unknown, pointer: string, sink: PostureSink): void {
  for (const key of misshapen(entry, lists)) lose(sink, "results", `${key} are no list`);
  for (const key of lists) {
    for (const [index, result] of list(entry, key).entries()) {
      const source = { input: sink.input, pointer: `${pointer}/${key}/${index}` };
      keepFinding(sink, "results", toFinding(result, { entry, key, source }));
    }
  }
  leaveOut(sink, "results", passed, successesOf(entry));
  leaveOut(sink, "results", "the policy was skipped", skippedOf(entry));
}

type Place = { readonly entry: unknown; readonly key: Outcome; readonly source: Source };

/** `deny` and `violation` rules give failures, `warn` rules warnings: conftest's own SARIF calls them error and warning. */
const grades: Record<Outcome, { readonly level: string; readonly severity: Severity }> = {
  failures: { level: "failure", severity: "high" },
  warnings: { level: "warning", severity: "medium" },
  exceptions: { level: "exception", severity: "high" },
};

/** Old versions list bare texts. Policies put what they like into `metadata`; ids and severities are common there. */
function toFinding(result: unknown, { entry, key, source }: Place): Finding | undefined {
  const metadata = field(result, "metadata");
  const { level, severity } = grades[key];
  const word = text(metadata, "severity");
  const own = severityOfWord(word);
  const name = text(metadata, "code") ?? text(metadata, "id") ?? text(metadata, "query");
  return findingOf({
    ruleId: name ?? `${text(entry, "namespace") ?? "main"}.${key}`,
    tool: "conftest",
    level: own === "unknown" ? level : word,
    severity: own === "unknown" ? severity : own,
    message: typeof result === "string" ? result : text(result, "msg"),
    file: text(field(result, "loc"), "file") ?? text(entry, "filename"),
    line: at(result, "loc", "line"),
    suppression: key === "exceptions" ? { kind: "tool", rule: "a conftest exception" } : undefined,
    source,
  });
}

function successesOf(entry: unknown): number {
  return hasList(entry, "successes") ? list(entry, "successes").length : countOf(field(entry, "successes"));
}

function skippedOf(entry: unknown): number {
  return hasList(entry, "skipped") ? list(entry, "skipped").length : countOf(field(entry, "skipped"));
}

function doubtsOf(entries: readonly unknown[]): readonly string[] {
  const skipped = entries.reduce<number>((sum, entry) => sum + skippedOf(entry), 0);
  const silent = entries.filter(
    (entry) => successesOf(entry) === 0 && lists.every((key) => list(entry, key).length === 0),
  );
  return [
    ...(silent.length > 0 ? [`no policy was applied in ${silent.length} of ${entries.length} results`] : []),
    ...(skipped > 0 ? [`${counted(skipped, "policy was", "policies were")} skipped`] : []),
  ];
}
