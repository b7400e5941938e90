import type { Finding } from "../../../domain/finding.ts";
import { compareSeverity, type Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { field, list, text } from "../../../standards/wire.ts";
import { cweOf, vulnerabilityIdsIn } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { findingOf } from "./finding-draft.ts";
import { unreadable } from "./finding-sieve.ts";
import { lineNumber } from "./report-text.ts";

/** Key of a component → path of its file. */
type Files = ReadonlyMap<string, string | undefined>;

/** Components of the answer; those without a path are projects and modules. */
export function filesOfComponents(answer: unknown): Files {
  const components = list(answer, "components").flatMap((component) => {
    const key = text(component, "key");
    return key === undefined ? [] : [[key, text(component, "path")] as const];
  });
  return new Map(components);
}

/** `project:path/to/file` when the answer does not describe the component. */
function fileOf(item: unknown, files: Files): string | undefined {
  const key = text(item, "component");
  if (key === undefined || files.has(key)) return files.get(key ?? "");
  if (key === text(item, "project")) return undefined;
  return key.slice(key.indexOf(":") + 1);
}

/**
 * The older severities, with those that Sonar puts them beside in its documentation of the newer ones (CRITICAL is
 * HIGH, MAJOR is MEDIUM, MINOR is LOW). BLOCKER stands above HIGH in both.
 */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["BLOCKER", "critical"],
  ["CRITICAL", "high"],
  ["MAJOR", "medium"],
  ["MINOR", "low"],
]);

/** An issue, or why it is no finding: it is fixed. */
export function issueOf(issue: unknown, files: Files, source: Source): Finding | string {
  const ruleId = text(issue, "rule");
  if (ruleId === undefined) return unreadable;
  const state = stateOf(issue);
  if (typeof state === "string") return state;
  const message = text(issue, "message") ?? text(issue, "description");
  const word = text(issue, "severity") ?? worstImpact(issue);
  const named = aboutPackages(ruleId) ? (message ?? "") : "";
  const cwe = cweOf(named);
  return findingOf({
    ruleId,
    tool: "sonarqube",
    level: word,
    severity: severityOf(word),
    message,
    file: fileOf(issue, files),
    line: lineOf(issue),
    cwes: cwe === undefined ? [] : [cwe],
    vulnerabilityIds: vulnerabilityIdsIn(named),
    toolFingerprint: keyOf(issue),
    suppression: state.suppression,
    source,
  });
}

/** A hotspot is a question to a reviewer; the probability is the tool's word for its weight. */
export function hotspotOf(hotspot: unknown, files: Files, source: Source): Finding | string {
  const ruleId = text(hotspot, "ruleKey") ?? text(hotspot, "securityCategory");
  if (ruleId === undefined) return unreadable;
  const state = stateOf(hotspot);
  if (typeof state === "string") return state;
  const word = text(hotspot, "vulnerabilityProbability");
  return findingOf({
    ruleId,
    tool: "sonarqube",
    level: word,
    severity: severityOfWord(word),
    message: text(hotspot, "message"),
    file: fileOf(hotspot, files),
    line: lineOf(hotspot),
    toolFingerprint: keyOf(hotspot),
    suppression: state.suppression,
    source,
  });
}

/** Findings of OWASP Dependency-Check by its SonarQube plug-in: the message names the flaw of the package. */
function aboutPackages(ruleId: string): boolean {
  return ruleId.startsWith("OWASP:UsingComponent");
}

function severityOf(word: string | undefined): Severity {
  return severities.get(word ?? "") ?? severityOfWord(word);
}

/** The gravest of the impacts on software qualities that newer versions give in place of one severity. */
function worstImpact(issue: unknown): string | undefined {
  const words = list(issue, "impacts").flatMap((impact) => text(impact, "severity") ?? []);
  return words.toSorted((one, other) => compareSeverity(severityOf(one), severityOf(other)))[0];
}

function lineOf(item: unknown): number | undefined {
  return lineNumber(field(item, "line") ?? field(field(item, "textRange"), "startLine"));
}

function keyOf(item: unknown): string | undefined {
  const key = text(item, "key");
  return key === undefined ? undefined : `key=${key}`;
}

/** Words by which a person sets an issue or a hotspot aside; `SAFE` is of hotspots. */
const setAside: ReadonlySet<string | undefined> = new Set([
  "ACCEPTED",
  "FALSE-POSITIVE",
  "FALSE_POSITIVE",
  "SAFE",
  "WONTFIX",
]);

type State = { readonly suppression?: Suppression };

/** `resolution` (and `issueStatus` since 10.4) says how it ended. What is acknowledged or confirmed is still open. */
function stateOf(item: unknown): State | string {
  const word = text(item, "resolution") ?? text(item, "issueStatus");
  if (setAside.has(word)) return { suppression: { kind: "external", rule: `resolution ${word}` } };
  const isFixed = word === "FIXED" || word === "REMOVED" || text(item, "status") === "CLOSED";
  return isFixed ? "fixed or removed" : {};
}
