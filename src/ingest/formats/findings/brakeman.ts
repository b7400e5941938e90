import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { counted } from "../../../domain/words.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { findingOf } from "./finding-draft.ts";
import { findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { lineNumber, oneLine, quoted } from "./report-text.ts";

/** Brakeman JSON (`brakeman -f json`), the security scanner of Ruby on Rails. */
export const brakeman: Format = {
  id: "brakeman-json",
  title: "Brakeman JSON",
  sign: "`warnings`, and a `brakeman_version` or `app_path` in `scan_info`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const info = field(report, "scan_info");
  return hasList(report, "warnings") && (text(info, "brakeman_version") ?? text(info, "app_path")) !== undefined;
}

const lists = ["warnings", "ignored_warnings"] as const;

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  for (const key of ["ignored_warnings", "errors"]) {
    requireList(report, key, { title: "Brakeman", file: origin.name, pointer: "" });
  }
  const sieve = findingSieve();
  for (const key of lists) {
    for (const [index, warning] of list(report, key).entries()) {
      const suppression = key === "warnings" ? undefined : suppressionOf(warning);
      sift(sieve, toFinding(warning, { input: origin.name, pointer: `/${key}/${index}` }, suppression));
    }
  }
  return findingsReading(sieve, { items: "warnings", coverage: coverageOf(report), notices: noticesOf(report) });
}

/** Levels that Brakeman gives its confidences where it writes SARIF; it has no severities. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["High", "high"],
  ["Medium", "medium"],
  ["Weak", "low"],
]);

function toFinding(warning: unknown, source: Source, suppression: Suppression | undefined): Finding | string {
  const ruleId = text(warning, "check_name") ?? text(warning, "warning_type");
  if (ruleId === undefined) return unreadable;
  const confidence = text(warning, "confidence");
  const message = text(warning, "message");
  const fingerprint = text(warning, "fingerprint");
  const place = field(warning, "location");
  return findingOf({
    ruleId,
    tool: "brakeman",
    level: confidence,
    severity: severities.get(confidence ?? "") ?? "unknown",
    message,
    file: text(warning, "file"),
    line: lineNumber(field(warning, "line")),
    cwes: list(warning, "cwe_id").flatMap((id) => (Number.isSafeInteger(id) ? [`CWE-${id}`] : [])),
    vulnerabilityIds: vulnerabilityIdsIn(message ?? ""),
    toolFingerprint: fingerprint === undefined ? undefined : `fingerprint=${fingerprint}`,
    context: `${text(place, "class") ?? ""} ${text(place, "method") ?? ""} ${text(warning, "code") ?? ""}`,
    suppression,
    source,
  });
}

/** A justification is a sentence; a longer text is cut. */
const maxJustification = 200;

/** From `config/brakeman.ignore`, with the note that somebody left there. */
function suppressionOf(warning: unknown): Suppression {
  return { kind: "external", ...optional("justification", oneLine(text(warning, "note"), maxJustification)) };
}

function coverageOf(report: unknown): Coverage {
  const info = field(report, "scan_info");
  const checks = hasList(info, "checks_performed") ? list(info, "checks_performed").length : undefined;
  return {
    tool: "brakeman",
    ...optional("toolVersion", label(info, "brakeman_version")),
    ...optional("targets", targetsOf(info)),
    ...optional("rules", checks),
    ...optional("generatedAt", label(info, "end_time") ?? label(info, "start_time")),
    doubts: [
      ...(checks === 0 ? ["the report says that no check was performed"] : []),
      ...errorDoubts(list(report, "errors")),
    ],
  };
}

function targetsOf(info: unknown): number | undefined {
  const counts = ["controllers", "models", "templates"].map((what) => number(info, `number_of_${what}`));
  return isObject(info) && counts.some((n) => n !== undefined)
    ? counts.reduce<number>((sum, n) => sum + (n ?? 0), 0)
    : undefined;
}

function errorDoubts(errors: readonly unknown[]): readonly string[] {
  if (errors.length === 0) return [];
  const first = quoted(text(errors[0], "error"));
  return [`the scan met ${counted(errors.length, "error")}, the first: ${first}`];
}

/** Entries of the ignore file that match nothing any more. */
function noticesOf(report: unknown): readonly string[] {
  const obsolete = list(report, "obsolete").length;
  return obsolete === 0 ? [] : [`${counted(obsolete, "entry", "entries")} of the ignore file match no warning`];
}
