import type { Criticality, DataClass } from "../../../domain/design.ts";
import type { Severity } from "../../../domain/severity.ts";
import { severityOfWord } from "../../severity-words.ts";

/** Threagile's confidentiality ratings; its strictest is ours. */
export const confidentialities: ReadonlyMap<string, DataClass> = new Map([
  ["public", "public"],
  ["internal", "internal"],
  ["restricted", "restricted"],
  ["confidential", "confidential"],
  ["strictly-confidential", "restricted"],
]);

/** Threagile's ratings of integrity and availability, strictest first. */
export const criticalityRatings: readonly (readonly [word: string, criticality: Criticality])[] = [
  ["mission-critical", "mission_critical"],
  ["critical", "high"],
  ["important", "medium"],
  ["operational", "low"],
  ["archive", "low"],
];

/** Threagile's severities: `elevated` stands between medium and high, and is taken for the stricter. */
export function severityOfRisk(word: string | undefined): Severity {
  return word === "elevated" ? "high" : severityOfWord(word);
}

/** Statuses of risks that somebody has dealt with or judged; the others are open. */
export const closedStatuses: ReadonlySet<string> = new Set(["accepted", "mitigated", "false-positive"]);

/** Titles carry HTML for the report. */
export function withoutMarkup(title: string): string {
  return title.replaceAll(/<\/?[a-z]{1,10}>/g, "");
}
