import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { field, isObject, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValues } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import { severityOfLevel } from "./level-words.ts";
import { lineNumber } from "./report-text.ts";

/** Ruff JSON (`ruff check --output-format json` or `json-lines`): a list of violations and nothing else. */
export const ruff: Format = {
  id: "ruff-json",
  title: "Ruff JSON",
  sign: "violations with `code`, `noqa_row`, `filename` and `location.row`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return entriesOf(document).some(isViolation);
}

/** A list, or one violation on each line. */
function entriesOf(document: Document): readonly unknown[] {
  const values = jsonValues(document);
  const [only] = values;
  return document.form === "json" && Array.isArray(only) ? only : values;
}

function isViolation(entry: unknown): boolean {
  return (
    isObject(entry) &&
    Object.hasOwn(entry, "code") &&
    Object.hasOwn(entry, "noqa_row") &&
    text(entry, "filename") !== undefined &&
    number(field(entry, "location"), "row") !== undefined
  );
}

/** Codes of newer versions, and none in older ones, where the file is no Python. */
const unparsed = "the file could not be parsed";

function read(document: Document, origin: Origin): Reading {
  const isOne = document.form === "json" && !Array.isArray(document.value);
  const sieve = siftAll(entriesOf(document), (entry, index) =>
    toFinding(entry, { input: origin.name, pointer: isOne ? "" : `/${index}` }),
  );
  const broken = sieve.notUsed.get(unparsed) ?? 0;
  const doubts = broken === 0 ? [] : [`${broken} faults of syntax: what could not be parsed was not checked`];
  return findingsReading(sieve, { items: "violations", coverage: { tool: "ruff", doubts } });
}

function toFinding(entry: unknown, source: Source): Finding | string {
  if (text(entry, "message") === undefined) return unreadable;
  const ruleId = text(entry, "code");
  if (ruleId === undefined || ruleId === "invalid-syntax") return unparsed;
  const level = text(entry, "severity");
  return findingOf({
    ruleId,
    tool: "ruff",
    level,
    severity: severityOfLevel(level),
    message: text(entry, "message"),
    file: text(entry, "filename"),
    line: lineNumber(field(field(entry, "location"), "row")),
    source,
  });
}
