import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import { isEffective, type Suppression } from "../../../domain/suppression.ts";
import { at, field, isObject, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { alertEntries, listDoubts } from "./alert-pages.ts";
import { findingOf } from "./finding-draft.ts";
import { findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { severityOfLevel } from "./level-words.ts";
import { lineNumber, oneLine } from "./report-text.ts";

/** GitHub code scanning alerts (`GET /repos/{owner}/{repo}/code-scanning/alerts`, and those of an organisation). */
export const githubCodeScanning: Format = {
  id: "github-code-scanning-json",
  title: "GitHub code scanning alerts",
  sign: "alerts with `number`, `rule`, `tool`, and `most_recent_instance` or `instances_url`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return alertEntries(document).some(({ entry }) => isAlert(entry));
}

function isAlert(entry: unknown): boolean {
  return (
    number(entry, "number") !== undefined &&
    isObject(field(entry, "rule")) &&
    isObject(field(entry, "tool")) &&
    (isObject(field(entry, "most_recent_instance")) || text(entry, "instances_url") !== undefined)
  );
}

function read(document: Document, origin: Origin): Reading {
  const entries = alertEntries(document);
  const sieve = findingSieve();
  for (const { entry, pointer } of entries) sift(sieve, toFinding(entry, { input: origin.name, pointer }));
  const open = sieve.findings.filter(({ suppression }) => suppression === undefined || !isEffective(suppression));
  const tools = [...new Set(sieve.findings.map(({ tool }) => tool))].slice(0, maxTools);
  const coverage = {
    ...optional("tool", tools.length === 0 ? undefined : tools.join(", ")),
    doubts: listDoubts(entries, open.length),
  };
  return findingsReading(sieve, { items: "alerts", coverage });
}

/** A repository has a few scanners. */
const maxTools = 10;

function toFinding(alert: unknown, source: Source): Finding | string {
  const rule = field(alert, "rule");
  const ruleId = text(rule, "id") ?? text(rule, "name");
  if (ruleId === undefined) return unreadable;
  if (text(alert, "state") === "fixed") return "state fixed";
  const instance = field(alert, "most_recent_instance");
  const url = text(alert, "html_url");
  return findingOf({
    ruleId,
    tool: text(field(alert, "tool"), "name") ?? "unnamed tool",
    level: text(rule, "security_severity_level") ?? text(rule, "severity"),
    severity: severityOf(rule),
    message: text(field(instance, "message"), "text") ?? text(rule, "description"),
    file: text(field(instance, "location"), "path"),
    line: lineNumber(at(instance, "location", "start_line")),
    cwes: texts(rule, "tags").filter((tag) => tag.toLowerCase().includes("cwe")),
    toolFingerprint: url === undefined ? undefined : `html_url=${url}`,
    suppression: suppressionOf(alert),
    source,
  });
}

/** The severity of security rules has a member of its own; others have a level. */
function severityOf(rule: unknown): Severity {
  const word = text(rule, "security_severity_level");
  const severity = severityOfWord(word);
  return severity === "unknown" ? severityOfLevel(text(rule, "severity")) : severity;
}

/** A justification is a sentence; a longer text is cut. */
const maxJustification = 200;

/** Dismissed by a person with one of three reasons and perhaps a comment. Other states (`open`, new ones) count. */
function suppressionOf(alert: unknown): Suppression | undefined {
  if (text(alert, "state") !== "dismissed") return undefined;
  return {
    kind: "external",
    ...optional("justification", oneLine(text(alert, "dismissed_comment"), maxJustification)),
    rule: `dismissed as ${oneLine(text(alert, "dismissed_reason"), maxJustification) ?? "nothing in particular"}`,
  };
}
