import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { counted } from "../../../domain/words.ts";
import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { misshapen } from "../refusals.ts";
import { findingOf } from "./finding-draft.ts";
import { type FindingSieve, findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { severityOfLevel } from "./level-words.ts";
import { lineNumber, oneLine } from "./report-text.ts";

/** ESLint JSON (`eslint -f json`, `-f json-with-metadata`): a list of files, each with its messages. */
export const eslint: Format = {
  id: "eslint-json",
  title: "ESLint JSON",
  sign: "files with `filePath` and `messages`, in a list or in `results` beside `metadata`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const files = Array.isArray(report) ? report : list(report, "results");
  const isWrapped = isObject(report) && isObject(field(report, "metadata"));
  return (Array.isArray(report) || isWrapped) && files.some(isFile);
}

function isFile(entry: unknown): boolean {
  return text(entry, "filePath") !== undefined && hasList(entry, "messages");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const isList = Array.isArray(report);
  const files = isList ? report : list(report, "results");
  const sieve = findingSieve();
  for (const [index, file] of files.entries()) {
    readFile(file, { input: origin.name, pointer: `${isList ? "" : "/results"}/${index}` }, sieve);
  }
  const odd = files.filter((file) => !isFile(file) || misshapen(file, ["suppressedMessages"]).length > 0).length;
  const coverage = { tool: "eslint", targets: files.length, doubts: doubtsOf(sieve, odd) };
  return findingsReading(sieve, { items: "messages", coverage });
}

function readFile(file: unknown, source: Source, sieve: FindingSieve): void {
  const place = { file: text(file, "filePath"), lines: sourceLines(file) };
  for (const key of ["messages", "suppressedMessages"] as const) {
    for (const [index, message] of list(file, key).entries()) {
      const pointer = `${source.pointer}/${key}/${index}`;
      sift(sieve, toFinding(message, { ...place, source: { input: source.input, pointer } }));
    }
  }
}

/** `source` is there when the file has messages that nothing fixed. */
function sourceLines(file: unknown): readonly string[] {
  const source = text(file, "source");
  return source === undefined || list(file, "messages").length === 0 ? [] : source.split("\n");
}

type Place = {
  readonly file: string | undefined;
  readonly lines: readonly string[];
  readonly source: Source;
};

/** ESLint's two severities; 0 is off and never written. */
const words: ReadonlyMap<unknown, string> = new Map([
  [1, "warning"],
  [2, "error"],
]);

/** ESLint's own remarks, as on unused disable comments, belong to no rule. */
const noRule = "eslint";

function toFinding(message: unknown, { file, lines, source }: Place): Finding | string {
  const said = text(message, "message");
  const ruleId = text(message, "ruleId");
  if (field(message, "fatal") === true) return unparsed;
  if (ruleId === undefined && said === undefined) return unreadable;
  if (ruleId === undefined && said?.startsWith("File ignored") === true) return ignored;
  const level = words.get(field(message, "severity"));
  const line = lineNumber(field(message, "line"));
  return findingOf({
    ruleId: ruleId ?? noRule,
    tool: "eslint",
    level,
    severity: severityOfLevel(level),
    message: said,
    file,
    line,
    context: line === undefined ? undefined : lines[line - 1],
    suppression: suppressionOf(message),
    source,
  });
}

/** A justification is a sentence; a longer text is cut. */
const maxJustification = 200;

/** Disable comments (kind `directive`) stand in the source; bulk suppressions (kind `file`) in a file of their own. */
function suppressionOf(message: unknown): Suppression | undefined {
  const [first] = list(message, "suppressions");
  if (first === undefined) return undefined;
  return {
    kind: text(first, "kind") === "file" ? "external" : "in_source",
    ...optional("justification", oneLine(text(first, "justification"), maxJustification)),
  };
}

/** Messages that are no flaw of a file: the file was not looked at. */
const unparsed = "the file could not be parsed";
const ignored = "the file was ignored";

function doubtsOf({ notUsed }: FindingSieve, odd: number): readonly string[] {
  const [broken = 0, skipped = 0] = [unparsed, ignored].map((reason) => notUsed.get(reason));
  return [
    ...(broken > 0 ? [`${counted(broken, "file")} could not be parsed, so no rule was checked there`] : []),
    ...(skipped > 0 ? [`${counted(skipped, "file was", "files were")} asked for and ignored`] : []),
    ...(odd > 0 ? [`${counted(odd, "file")} of the report cannot be read`] : []),
  ];
}
