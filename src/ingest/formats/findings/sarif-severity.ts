import { type Severity, worstSeverity } from "../../../domain/severity.ts";
import { at, shorten } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { severityOfScore } from "../vulnerabilities/scores.ts";

/** SARIF 2.1.0 §3.27.10. */
export type Level = "error" | "warning" | "note" | "none";

/** One of the four words, else undefined. */
export function levelWord(word: unknown): Level | undefined {
  return word === "error" || word === "warning" || word === "note" || word === "none" ? word : undefined;
}

/** True for a level that is given and is none of the four words. */
export function isOddLevel(word: unknown): boolean {
  return word !== undefined && word !== null && levelWord(word) === undefined;
}

/** What a level says: the word for people, the severity, and whether SARIF has the word. */
export type Grade = { readonly level: string; readonly severity: Severity; readonly isKnown: boolean };

/** DESIGN §5: the level decides when no `security-severity` does. */
const grades: Record<Level, Grade> = {
  error: { level: "error", severity: "high", isKnown: true },
  warning: { level: "warning", severity: "medium", isKnown: true },
  note: { level: "note", severity: "low", isKnown: true },
  none: { level: "none", severity: "info", isKnown: true },
};

/** An open question has no severity yet. */
export const openQuestion: Grade = { level: "none", severity: "unknown", isKnown: true };

/** Longer words are no levels. */
const maxWord = 40;

export function gradeOf(level: Level): Grade {
  return grades[level];
}

/** The grade of a level that SARIF does not have: unknown, unless the rule says `error`, which it must not lower. */
export function oddGrade(word: unknown, inherited: Level | undefined): Grade {
  const level = typeof word === "string" ? shorten(word, maxWord) : "unknown";
  return { level, severity: inherited === "error" ? "high" : "unknown", isKnown: false };
}

/** What a `security-severity` says. */
export type Rating = { readonly severity: Severity; readonly isReadable: boolean };

const score = /^\d{1,2}(?:\.\d{1,9})?$/;

/**
 * `properties["security-severity"]`: a score from 0 to 10 as text (so GitHub defines it, in "SARIF support for code
 * scanning") or as a number; undefined when absent. GitHub: over 9.0 critical, 7.0–8.9 high, 4.0–6.9 medium,
 * 0.1–3.9 low, 0 none. Those are the bands of CVSS v3; 9.0 itself, which GitHub leaves open, is critical there.
 * Real tools also write a severity word (Semgrep), which counts for what it is, and the text `null` (Snyk), which is
 * nothing. Anything else cannot be read.
 */
export function securitySeverity(holder: unknown): Rating | undefined {
  const given = at(holder, "properties", "security-severity");
  if (given === undefined || given === null || given === "" || given === "null") return undefined;
  const value = typeof given === "string" && score.test(given.trim()) ? Number(given) : given;
  const severity =
    typeof value === "number"
      ? severityOfScore(value, "3.1")
      : severityOfWord(typeof value === "string" ? value.trim() : undefined);
  return { severity, isReadable: severity !== "unknown" };
}

/**
 * The worse of the result's own score and of its rule's. The level counts, too, when one of them cannot be read or
 * none is above 0: GitHub takes 0 for no security severity, and tools write it where they have none.
 */
export function ratedSeverity(own: Rating | undefined, ofRule: Rating | undefined, byLevel: Severity): Severity {
  if (own === undefined && ofRule === undefined) return byLevel;
  const worst = worstSeverity(own?.severity ?? "unknown", ofRule?.severity ?? "unknown");
  if (worst === "info") return byLevel;
  return isUnread(own) || isUnread(ofRule) ? worstSeverity(worst, byLevel) : worst;
}

/** True for a score that is there and cannot be read. */
export function isUnread(rating: Rating | undefined): boolean {
  return rating !== undefined && !rating.isReadable;
}
