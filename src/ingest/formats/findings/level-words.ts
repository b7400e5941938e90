import type { Severity } from "../../../domain/severity.ts";
import { severityOfWord } from "../../severity-words.ts";

/**
 * Levels of linters and scanners, with the severities that the same words have in SARIF (DESIGN §5): most of these
 * tools write SARIF, too, and a finding is as severe in the one report as in the other.
 */
const levels: ReadonlyMap<string, Severity> = new Map([
  ["error", "high"],
  ["warning", "medium"],
  ["warn", "medium"],
  ["note", "low"],
  ["info", "low"],
  ["ignore", "info"],
]);

/** The severity of a level or, where the tool writes those, of a severity word. */
export function severityOfLevel(word: string | undefined): Severity {
  return levels.get(word?.toLowerCase() ?? "") ?? severityOfWord(word);
}
