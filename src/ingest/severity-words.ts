import type { Severity } from "../domain/severity.ts";

/** The words that scanners use, in lower case. A word that is not here is unknown, not low. */
const words: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["important", "high"], // Red Hat
  ["high", "high"],
  ["moderate", "medium"], // GitHub, npm, Red Hat
  ["medium", "medium"],
  ["low", "low"],
  ["negligible", "info"], // Debian and Ubuntu trackers: no practical effect
  ["informational", "info"],
  ["info", "info"],
  ["none", "info"], // CVSS: score 0.0
]);

/** The severity that a scanner's word stands for. */
export function severityOfWord(word: string | undefined): Severity {
  return word === undefined ? "unknown" : (words.get(word.toLowerCase()) ?? "unknown");
}
