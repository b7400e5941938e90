import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import { field, hasList, isObject, list, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import { lineNumber } from "./report-text.ts";

/** Pylint JSON: the list that `-f json` writes, and `json2` (since 3.0) with the number of modules beside it. */
export const pylint: Format = {
  id: "pylint-json",
  title: "Pylint JSON",
  sign: "messages with `message-id` or `messageId`, `symbol` and `module`; or `messages` and `statistics`",
  versions: ["1", "2"],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (Array.isArray(report)) return report.some(isMessage);
  return hasList(report, "messages") && isObject(field(report, "statistics"));
}

function isMessage(entry: unknown): boolean {
  return idOf(entry) !== undefined && text(entry, "symbol") !== undefined && text(entry, "module") !== undefined;
}

function idOf(entry: unknown): string | undefined {
  return text(entry, "message-id") ?? text(entry, "messageId");
}

/** Message types (documentation, "Messages categories"): an error is a probable bug, a warning a Python problem, the others are style. */
const types: ReadonlyMap<string, Severity> = new Map([
  ["error", "high"],
  ["warning", "medium"],
  ["refactor", "low"],
  ["convention", "low"],
  ["info", "low"],
]);

/** Reason for messages of type `fatal`, and for syntax errors (E0001), after which Pylint checks nothing more. */
const unparsed = "the file could not be checked";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const isList = Array.isArray(report);
  const sieve = siftAll(isList ? report : list(report, "messages"), (entry, index) =>
    toFinding(entry, { input: origin.name, pointer: `${isList ? "" : "/messages"}/${index}` }),
  );
  const modules = number(field(report, "statistics"), "modulesLinted");
  const broken = sieve.notUsed.get(unparsed) ?? 0;
  const doubts = [
    ...(modules === 0 ? ["the report says that no module was checked"] : []),
    ...(broken > 0 ? [`${broken} files could not be checked`] : []),
  ];
  return findingsReading(sieve, {
    items: "messages",
    formatVersion: isList ? "1" : "2",
    coverage: { tool: "pylint", ...(modules !== undefined && { targets: modules }), doubts },
  });
}

function toFinding(entry: unknown, source: Source): Finding | string {
  const ruleId = idOf(entry);
  if (ruleId === undefined) return unreadable;
  const type = text(entry, "type");
  if (type === "fatal" || ruleId === "E0001") return unparsed;
  return findingOf({
    ruleId,
    tool: "pylint",
    level: type,
    severity: types.get(type ?? "") ?? "unknown",
    message: text(entry, "message"),
    file: text(entry, "path"),
    line: lineNumber(field(entry, "line")),
    context: `${text(entry, "module") ?? ""} ${text(entry, "obj") ?? ""}`,
    source,
  });
}
