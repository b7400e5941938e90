import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { keep, leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { checkReading, countOf, keepFinding, passed } from "./check-sink.ts";
import { isSca, toFinding, toObservation } from "./checkov-check.ts";

/**
 * Checkov JSON (`checkov -o json`): one report for each sort of file (`check_type`), in a list when there are several;
 * the bare counts when it found no file that it checks.
 */
export const checkov: Format = {
  id: "checkov-json",
  title: "Checkov JSON",
  sign: "`passed_checks`, `failed_checks` or `skipped_checks` in `results`; or `checkov_version` beside the counts of all three",
  versions: [],
  kinds: ["sarif", "cnapp", "cve"],
  detect,
  read,
};

const lists = ["passed_checks", "failed_checks", "skipped_checks"] as const;

function detect(document: Document): boolean {
  const value = jsonValue(document);
  return (Array.isArray(value) ? value : [value]).some((report) => isReport(report) || isBareCount(report));
}

function isReport(value: unknown): boolean {
  const results = field(value, "results");
  return isObject(results) && lists.some((key) => hasList(results, key));
}

/** `parsing_errors` was spelled `parsingerrors` in one version, so it does not tell. */
function isBareCount(value: unknown): boolean {
  if (text(value, "checkov_version") === undefined || field(value, "results") !== undefined) return false;
  return (["passed", "failed", "skipped"] as const).every((key) => number(value, key) !== undefined);
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const reports = Array.isArray(value) ? value : [value];
  const sink = postureSink(origin.name);
  const parsingErrors: string[] = [];
  for (const [index, report] of reports.entries()) {
    const pointer = Array.isArray(value) ? `/${index}` : "";
    readReport(report, pointer, sink);
    parsingErrors.push(...errorsOf(report));
  }
  return checkReading(sink, {
    coverage: coverageOf(reports, sink, parsingErrors),
    sort: "checks",
    lookedForVulnerabilities: sink.observations.length > 0 || reports.some(isSca),
  });
}

function readReport(report: unknown, pointer: string, sink: PostureSink): void {
  if (!isReport(report) && !isBareCount(report)) {
    count(sink.faults, "reports are unreadable");
    return;
  }
  const results = field(report, "results");
  const place = `${pointer}/results`;
  for (const key of lists) requireList(results, key, { title: "Checkov", file: sink.input, pointer: place });
  leaveOut(sink, "checks", passed, list(results, "passed_checks").length);
  for (const key of ["failed_checks", "skipped_checks"] as const) {
    for (const [index, check] of list(results, key).entries()) {
      readCheck(check, { report, isSkipped: key === "skipped_checks", pointer: `${place}/${key}/${index}` }, sink);
    }
  }
}

type Place = { readonly report: unknown; readonly isSkipped: boolean; readonly pointer: string };

/** Software composition checks report known vulnerabilities in the shape of a check. */
function readCheck(check: unknown, { report, isSkipped, pointer }: Place, sink: PostureSink): void {
  const place = { isSkipped, type: text(report, "check_type"), source: { input: sink.input, pointer } };
  const observation = toObservation(check, place);
  if (observation === undefined) keepFinding(sink, "checks", toFinding(check, place));
  else keep(sink, "vulnerabilities", observation);
}

/** The names of files that could not be parsed; a report that only counts them gives as many nameless ones. */
function errorsOf(report: unknown): readonly string[] {
  const named = list(field(report, "results"), "parsing_errors").map((name) => (typeof name === "string" ? name : ""));
  const missing = countOf(field(summaryOf(report), "parsing_errors")) - named.length;
  return missing > 0 ? [...named, ...Array.from({ length: Math.min(missing, maxNameless) }, () => "")] : named;
}

/** A count beyond this is no count of files. */
const maxNameless = 10_000;

/** The bare count of an empty run is its own summary. */
function summaryOf(report: unknown): unknown {
  return isBareCount(report) ? report : field(report, "summary");
}

function coverageOf(reports: readonly unknown[], sink: PostureSink, parsingErrors: readonly string[]): Coverage {
  const summaries = reports.map(summaryOf);
  const told = summaries.filter((summary) => number(summary, "resource_count") !== undefined);
  const targets = told.reduce<number>((sum, summary) => sum + countOf(field(summary, "resource_count")), 0);
  return {
    tool: "checkov",
    ...optional("toolVersion", summaries.map((summary) => label(summary, "checkov_version")).find(isText)),
    ...optional("targets", told.length === 0 ? undefined : targets),
    doubts: [...emptyDoubts(reports, sink), ...parsingDoubts(parsingErrors), ...missingDoubts(reports)],
  };
}

function isText(given: string | undefined): given is string {
  return given !== undefined;
}

/** Passes are not listed with `--quiet`, but they are counted. */
function emptyDoubts(reports: readonly unknown[], sink: PostureSink): readonly string[] {
  const isCounted = reports.some((report) => countOf(at(report, "summary", "passed")) > 0);
  return isCounted || sink.kept.size > 0 || sink.notUsed.size > 0 ? [] : ["the report says that no check was made"];
}

function parsingDoubts(errors: readonly string[]): readonly string[] {
  if (errors.length === 0) return [];
  const first = errors.find((name) => name !== "");
  const named = first === undefined ? "" : `, the first: ${quoted(first)}`;
  return [`${counted(errors.length, "file")} could not be parsed${named}`];
}

/** A count of failures beyond those that are listed: somebody cut the report. */
function missingDoubts(reports: readonly unknown[]): readonly string[] {
  let missing = 0;
  for (const report of reports) {
    const listed = list(field(report, "results"), "failed_checks").length;
    missing += Math.max(countOf(field(summaryOf(report), "failed")) - listed, 0);
  }
  return missing === 0 ? [] : [`${counted(missing, "failed check is", "failed checks are")} counted and not listed`];
}
