import type { Coverage, RawItems } from "../../../domain/input-file.ts";
import { field, hasList, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { findingsReading, siftAll } from "./finding-sieve.ts";
import { filesOfComponents, hotspotOf, issueOf } from "./sonarqube-issue.ts";

/**
 * SonarQube: answers of `api/issues/search` and `api/hotspots/search`, one page each, and the JSON that the tool
 * sonar-report makes of them.
 */
export const sonarqube: Format = {
  id: "sonarqube-json",
  title: "SonarQube issues JSON",
  sign: "`issues` or `hotspots` with their `paging`; or `issues` beside `sonarBaseURL` or `sonarComponent`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const answer = jsonValue(document);
  if (hasList(answer, "hotspots")) return isObject(field(answer, "paging"));
  if (!hasList(answer, "issues")) return false;
  return isPage(answer) || isReport(answer);
}

function isPage(answer: unknown): boolean {
  const isPaged = isObject(field(answer, "paging")) || (number(answer, "total") ?? number(answer, "p")) !== undefined;
  return isPaged && (hasList(answer, "components") || list(answer, "issues").some(isIssue));
}

function isIssue(issue: unknown): boolean {
  return text(issue, "rule") !== undefined && text(issue, "component") !== undefined;
}

function isReport(answer: unknown): boolean {
  return text(answer, "sonarBaseURL") !== undefined || text(answer, "sonarComponent") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const answer = jsonValue(document);
  const key = hasList(answer, "hotspots") ? "hotspots" : "issues";
  const files = filesOfComponents(answer);
  const toFinding = key === "issues" ? issueOf : hotspotOf;
  const entries = list(answer, key);
  const sieve = siftAll(entries, (entry, index) =>
    toFinding(entry, files, { input: origin.name, pointer: `/${key}/${index}` }),
  );
  return findingsReading(sieve, { items: key, coverage: coverageOf(answer, key, entries.length) });
}

function coverageOf(answer: unknown, key: RawItems, listed: number): Coverage {
  const total = totalOf(answer);
  const isNamed = isReport(answer) || listed > 0 || list(answer, "components").length > 0;
  return {
    tool: "sonarqube",
    ...optional("generatedAt", label(answer, "date")),
    doubts: [
      ...(isNamed ? [] : ["the answer names no project: a search for one that does not exist looks the same"]),
      ...(total > listed ? [`the server has ${total} ${key} and the file lists ${listed}`] : []),
    ],
  };
}

/** The greatest number that the answer gives: of the search, or of sonar-report's summary by severity. */
function totalOf(answer: unknown): number {
  const summary = field(answer, "summary");
  const counts = isObject(summary) ? Object.values(summary).filter((n) => typeof n === "number") : [];
  const sum = counts.reduce((all, n) => all + n, 0);
  return Math.max(sum, number(answer, "total") ?? 0, number(field(answer, "paging"), "total") ?? 0);
}
