import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import type { Severity } from "../../../domain/severity.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, hasList, isObject, list, optional, shorten, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { cweOf, vulnerabilityIdsIn } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { remembered } from "../remembered.ts";
import { contextOf } from "./finding-draft.ts";
import { lineNumber, maxMessage, noMessage, quoted } from "./report-text.ts";
import { noFingerprint } from "./sarif-fingerprint.ts";
import { isAboutSecrets, withoutValues } from "./secret-words.ts";

/** Semgrep's own JSON (`semgrep --json`), which CI jobs also write under a `.sarif` name. */
export const semgrep: Format = {
  id: "semgrep-json",
  title: "Semgrep JSON",
  sign: "`results` with a `check_id` and `errors`; with no results, `paths`, or nothing else",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!hasList(report, "results") || !hasList(report, "errors")) return false;
  const results = list(report, "results");
  if (results.length === 0) return isObject(field(report, "paths")) || isBare(report);
  return results.some((result) => text(result, "check_id") !== undefined);
}

/** Semgrep before 0.40 had no `paths`; other tools with these two lists say more beside them. */
function isBare(report: unknown): boolean {
  return isObject(report) && Object.keys(report).every((key) => ["results", "errors", "version"].includes(key));
}

const unreadable = "unreadable result";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  requireList(field(report, "paths"), "scanned", { title: "Semgrep", file: origin.name, pointer: "/paths" });
  const findings: Finding[] = [];
  const notUsed: Tally = new Map();
  const known = { cwe: remembered(cweOf), vulnerabilityIds: remembered(vulnerabilityIdsIn) };
  for (const [index, result] of list(report, "results").entries()) {
    const finding = toFinding(result, { input: origin.name, pointer: `/results/${index}` }, known);
    if (finding === undefined) count(notUsed, unreadable);
    else findings.push(finding);
  }
  const errors = list(report, "errors");
  return {
    ...optional("formatVersion", label(report, "version")),
    coverage: coverageOf(report, [...errorDoubts(errors), ...unreadableDoubts(notUsed)]),
    accounts: [account("results", findings.length, notUsed)],
    notices: warnings(errors),
    items: { findings },
  };
}

/** What repeats from result to result and is worked out once. */
type Known = {
  readonly cwe: (text: string) => string | undefined;
  readonly vulnerabilityIds: (ruleId: string) => readonly string[];
};

function toFinding(result: unknown, source: Finding["source"], known: Known): Finding | undefined {
  const ruleId = text(result, "check_id");
  if (ruleId === undefined) return undefined;
  const extra = field(result, "extra");
  const word = text(extra, "severity") ?? "";
  const cwes = cwesOf(at(extra, "metadata", "cwe"), known);
  const message = shorten(text(extra, "message") ?? noMessage, maxMessage);
  const isSecret = isAboutSecrets({ tool: "semgrep", ruleId, cwes, message });
  return {
    ruleId,
    tool: "semgrep",
    level: word,
    severity: severityOf(word),
    message: isSecret ? withoutValues(message) : message,
    location: {
      ...optional("file", text(result, "path")),
      ...optional("line", lineNumber(at(result, "start", "line"))),
    },
    cwes,
    vulnerabilityIds: known.vulnerabilityIds(ruleId),
    ...optional("toolFingerprint", fingerprintOf(extra)),
    ...optional("context", isSecret ? undefined : linesOf(extra)),
    // `nosemgrep` comments set it; they stand in the scanned source.
    ...optional("suppression", field(extra, "is_ignored") === true ? { kind: "in_source" as const } : undefined),
    source,
  };
}

/** Semgrep's older scale; its newer one (`CRITICAL` to `LOW`) uses the common words. */
const olderScale: ReadonlyMap<string, Severity> = new Map([
  ["ERROR", "high"],
  ["WARNING", "medium"],
  ["INFO", "low"],
]);

function severityOf(word: string): Severity {
  return olderScale.get(word) ?? severityOfWord(word);
}

/** `metadata.cwe` is a text in older rules, a list in newer ones. */
function cwesOf(cwe: unknown, known: Known): readonly string[] {
  const given = (Array.isArray(cwe) ? cwe : [cwe]).filter((name) => typeof name === "string");
  return [...new Set(given.map(known.cwe).filter((id) => id !== undefined))];
}

function fingerprintOf(extra: unknown): string | undefined {
  const print = text(extra, "fingerprint");
  return print === undefined || print === noFingerprint ? undefined : `fingerprint=${print}`;
}

/** The flagged code; the placeholder stands in its place, too, when nobody is logged in. */
function linesOf(extra: unknown): string | undefined {
  const lines = text(extra, "lines");
  return lines === undefined || lines === noFingerprint ? undefined : contextOf([lines]);
}

function coverageOf(report: unknown, doubts: readonly string[]): Coverage {
  const paths = field(report, "paths");
  const targets = hasList(paths, "scanned") ? list(paths, "scanned").length : undefined;
  return {
    tool: "semgrep",
    ...optional("toolVersion", label(report, "version")),
    ...optional("targets", targets),
    doubts: [...scanDoubts(report, targets), ...doubts],
  };
}

/** No result is only good news when something was scanned. Results without a list of files are news of their own. */
function scanDoubts(report: unknown, targets: number | undefined): readonly string[] {
  if (list(report, "results").length > 0) return [];
  if (targets === 0) return ["the report says that no file was scanned"];
  return targets === undefined ? ["the report has no result and does not say what was scanned"] : [];
}

/** Levels of Semgrep errors that lose parts of a file at most; every other level is a failure of the scan. */
const harmless: ReadonlySet<unknown> = new Set(["warn", "info"]);

function errorDoubts(errors: readonly unknown[]): readonly string[] {
  const serious = errors.filter((error) => !harmless.has(field(error, "level")));
  return serious.length === 0 ? [] : [`the scan met ${serious.length} errors, the first: ${messageOf(serious[0])}`];
}

function warnings(errors: readonly unknown[]): readonly string[] {
  const mild = errors.filter((error) => harmless.has(field(error, "level")));
  return mild.length === 0 ? [] : [`the scan gave ${mild.length} warnings, the first: ${messageOf(mild[0])}`];
}

/** `type` is a text, or a list whose first element is the name and the rest details. */
function messageOf(error: unknown): string {
  const type = field(error, "type");
  const name = Array.isArray(type) ? type[0] : type;
  const parts = [typeof name === "string" ? name : undefined, text(error, "message")].filter(
    (part) => part !== undefined,
  );
  return quoted(parts.length === 0 ? undefined : parts.join(": "));
}

function unreadableDoubts(notUsed: Tally): readonly string[] {
  const n = notUsed.get(unreadable);
  return n === undefined ? [] : [`${counted(n, "result is", "results are")} unreadable`];
}
