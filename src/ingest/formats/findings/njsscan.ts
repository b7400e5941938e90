import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { findingOf } from "./finding-draft.ts";
import { type FindingSieve, findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { severityOfLevel } from "./level-words.ts";
import { lineNumber } from "./report-text.ts";

/** njsscan JSON (Node.js) and that of mobsfscan (mobile apps), its sister: rule → metadata and places. */
export const njsscan: Format = {
  id: "njsscan-json",
  title: "njsscan or mobsfscan JSON",
  sign: "`njsscan_version` beside `nodejs` or `templates`; or `mobsfscan_version` beside `results`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

/** Where each of the two keeps its rules. */
const sections = { njsscan: ["nodejs", "templates"], mobsfscan: ["results"] } as const;

function toolOf(report: unknown): keyof typeof sections | undefined {
  if (text(report, "njsscan_version") !== undefined) return "njsscan";
  return text(report, "mobsfscan_version") === undefined ? undefined : "mobsfscan";
}

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const tool = toolOf(report);
  return tool !== undefined && sections[tool].some((section) => isObject(field(report, section)));
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const tool = toolOf(report) ?? "njsscan";
  const sieve = findingSieve();
  for (const section of sections[tool]) {
    const rules = field(report, section);
    for (const ruleId of isObject(rules) ? Object.keys(rules) : []) {
      const source = { input: origin.name, pointer: pointer(section, ruleId) };
      readRule(field(rules, ruleId), { ruleId, tool, source }, sieve);
    }
  }
  const coverage = {
    tool,
    ...optional("toolVersion", label(report, `${tool}_version`)),
    doubts: errorDoubts(list(report, "errors").length),
  };
  return findingsReading(sieve, { items: "results", coverage });
}

type Rule = { readonly ruleId: string; readonly tool: string; readonly source: Source };

/** A rule about the whole app, such as a control that is missing, has no files. */
function readRule(rule: unknown, context: Rule, sieve: FindingSieve): void {
  if (!hasList(rule, "files")) {
    sift(sieve, isObject(field(rule, "metadata")) ? toFinding(rule, undefined, context) : unreadable);
    return;
  }
  for (const [index, place] of list(rule, "files").entries()) {
    const path = `${context.source.pointer}/files/${index}`;
    const source = { input: context.source.input, pointer: path };
    sift(sieve, isObject(place) ? toFinding(rule, place, { ...context, source }) : unreadable);
  }
}

function toFinding(rule: unknown, place: unknown, { ruleId, tool, source }: Rule): Finding {
  const metadata = field(rule, "metadata");
  const word = text(metadata, "severity");
  const cwe = text(metadata, "cwe");
  return findingOf({
    ruleId,
    tool,
    level: word,
    severity: severityOfLevel(word),
    message: text(metadata, "description"),
    file: text(place, "file_path"),
    line: lineNumber(list(place, "match_lines")[0]),
    cwes: cwe === undefined ? [] : [cwe],
    context: text(place, "match_string"),
    source,
  });
}

function errorDoubts(errors: number): readonly string[] {
  return errors === 0 ? [] : [`the scan met ${counted(errors, "error")}`];
}
