import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import { at, field, isObject, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import { lineNumber } from "./report-text.ts";

/** GitLab Code Quality reports, a subset of the issues of Code Climate that many linters and scanners write. */
export const codeQuality: Format = {
  id: "gitlab-code-quality-json",
  title: "GitLab Code Quality report",
  sign: "a list of issues with `description`, `severity`, and a `location` that has a `path`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const issues = jsonValue(document);
  return Array.isArray(issues) && issues.some(isIssue);
}

function isIssue(issue: unknown): boolean {
  const isNamed = text(issue, "check_name") !== undefined || text(issue, "fingerprint") !== undefined;
  return isNamed && text(issue, "description") !== undefined && text(field(issue, "location"), "path") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const issues = Array.isArray(value) ? value : [];
  const sieve = siftAll(issues, (issue, index) => toFinding(issue, { input: origin.name, pointer: `/${index}` }));
  const tools = new Set(sieve.findings.map(({ tool: name }) => name));
  const [tool = ownTool] = tools.size === 1 ? tools : [];
  return findingsReading(sieve, { items: "issues", coverage: { tool, doubts: [] } });
}

/** The report names no tool, but for the `engine_name` of Code Climate. */
const ownTool = "code quality";

/** The five severities of Code Climate's specification. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["blocker", "critical"],
  ["critical", "high"],
  ["major", "medium"],
  ["minor", "low"],
  ["info", "info"],
]);

/** Ids stand at the beginning of a description, if anywhere. */
const maxId = 60;

function toFinding(issue: unknown, source: Source): Finding | string {
  if (!isObject(issue)) return unreadable;
  const description = text(issue, "description");
  const ruleId = text(issue, "check_name") ?? description;
  if (ruleId === undefined) return unreadable;
  const level = text(issue, "severity");
  const location = field(issue, "location");
  const print = text(issue, "fingerprint");
  return findingOf({
    ruleId,
    tool: text(issue, "engine_name") ?? ownTool,
    level,
    severity: severities.get(level?.toLowerCase() ?? "") ?? "unknown",
    message: description,
    file: text(location, "path"),
    line: lineNumber(at(location, "lines", "begin") ?? at(location, "positions", "begin", "line")),
    vulnerabilityIds: vulnerabilityIdsIn(description?.slice(0, maxId) ?? ""),
    toolFingerprint: print === undefined ? undefined : `fingerprint=${print}`,
    source,
  });
}
