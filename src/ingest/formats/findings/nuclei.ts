import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { at, field, isObject, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue, jsonValues } from "../forms.ts";
import { label } from "../label.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";

/** Nuclei (`-jsonl`, `-json-export`): templates that matched, one to a line or in a list; version 2.3 and before `templateID`. */
export const nuclei: Format = {
  id: "nuclei-json",
  title: "Nuclei JSON",
  sign: "results with a `template-id` (or `templateID`), `info` and a `host`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return resultsOf(document).some(isResult);
}

function resultsOf(document: Document): readonly unknown[] {
  const value = jsonValue(document);
  return Array.isArray(value) ? value : jsonValues(document);
}

function isResult(result: unknown): boolean {
  return templateOf(result) !== undefined && isObject(field(result, "info")) && placeOf(result) !== undefined;
}

function templateOf(result: unknown): string | undefined {
  return text(result, "template-id") ?? text(result, "templateID");
}

/** Where it matched: newer, older, and what was asked for. */
function placeOf(result: unknown): string | undefined {
  return text(result, "matched-at") ?? text(result, "matched") ?? text(result, "host");
}

function read(document: Document, origin: Origin): Reading {
  const results = resultsOf(document);
  const isOnly = document.form === "json" && !Array.isArray(document.value);
  const sieve = siftAll(results, (result, index) => {
    return toFinding(result, { input: origin.name, pointer: isOnly ? "" : `/${index}` });
  });
  const coverage = {
    tool: "nuclei",
    targets: new Set(results.flatMap((result) => text(result, "host") ?? [])).size,
    ...optional("generatedAt", label(results[0], "timestamp")),
    doubts: [],
  };
  return findingsReading(sieve, { items: "results", coverage });
}

/** `extracted-results`, `request` and `response` hold what the target said, which may be a secret, and go nowhere. */
function toFinding(result: unknown, source: Source): Finding | string {
  const ruleId = templateOf(result);
  if (ruleId === undefined) return unreadable;
  if (field(result, "matcher-status") === false) return "the template did not match";
  const info = field(result, "info");
  const classes = field(info, "classification");
  const matcher = text(result, "matcher-name") ?? text(result, "matcher_name");
  const name = text(info, "name") ?? ruleId;
  return findingOf({
    ruleId,
    tool: "nuclei",
    level: text(info, "severity"),
    severity: severityOfWord(text(info, "severity")),
    message: matcher === undefined ? name : `${name}: ${matcher}`,
    resource: placeOf(result),
    cwes: namesOf(classes, "cwe-id"),
    vulnerabilityIds: namesOf(classes, "cve-id").map((id) => id.toUpperCase()),
    source,
  });
}

/** A list in newer results, a text with commas in older ones. */
function namesOf(classes: unknown, key: string): readonly string[] {
  const one = at(classes, key);
  const names = typeof one === "string" ? one.split(",") : texts(classes, key);
  return names.map((name) => name.trim()).filter((name) => name !== "");
}
