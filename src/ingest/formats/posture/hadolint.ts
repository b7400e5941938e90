import type { Severity } from "../../../domain/severity.ts";
import { field, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { postureSink } from "../vulnerabilities/posture-sink.ts";
import { filePath, findingOf } from "./check-finding.ts";
import { checkReading, keepFinding } from "./check-sink.ts";

/** Hadolint JSON (`hadolint -f json`): rules of Dockerfiles, and of ShellCheck for what they run. */
export const hadolint: Format = {
  id: "hadolint-json",
  title: "Hadolint JSON",
  sign: "entries with a `code` such as DL3006 or SC2086, a `level` and a `file`",
  versions: [],
  kinds: ["sarif", "cnapp"],
  detect,
  read,
};

/** `DL` rules are Hadolint's own, `SC` rules ShellCheck's, whose own JSON has a number in `code`. */
const code = /^(?:DL|SC)\d{4}$/;

function detect(document: Document): boolean {
  const value = jsonValue(document);
  return Array.isArray(value) && value.some(isRuleBreak);
}

function isRuleBreak(entry: unknown): boolean {
  return (
    code.test(text(entry, "code") ?? "") && text(entry, "level") !== undefined && text(entry, "file") !== undefined
  );
}

/** The levels of Hadolint as its own SARIF has them: error, warning, note. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["error", "high"],
  ["warning", "medium"],
  ["info", "low"],
  ["style", "low"],
]);

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const sink = postureSink(origin.name);
  const files = new Set<string>();
  for (const [index, entry] of (Array.isArray(value) ? value : []).entries()) {
    const file = filePath(text(entry, "file"));
    if (file !== undefined) files.add(file);
    const level = text(entry, "level");
    const finding = findingOf({
      ruleId: text(entry, "code"),
      tool: "hadolint",
      level,
      severity: severities.get(level ?? "") ?? "unknown",
      message: text(entry, "message"),
      file,
      line: field(entry, "line"),
      source: { input: origin.name, pointer: `/${index}` },
    });
    keepFinding(sink, "results", finding);
  }
  return checkReading(sink, { coverage: { tool: "hadolint", targets: files.size, doubts: [] }, sort: "results" });
}
