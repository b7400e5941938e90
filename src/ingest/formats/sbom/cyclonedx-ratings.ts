import { type Severity, worstSeverity } from "../../../domain/severity.ts";
import type { Cvss } from "../../../domain/vulnerability.ts";
import { field, list, number, text } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { cvssOf, severityOfScore } from "../vulnerabilities/scores.ts";

/** The scores among `ratings`, without those of other methods (OWASP, SSVC) and without empty ones. */
export function cvssOfRatings(vulnerability: unknown): readonly Cvss[] {
  return list(vulnerability, "ratings").flatMap((rating) => cvssOfRating(rating) ?? []);
}

function cvssOfRating(rating: unknown): Cvss | undefined {
  const version = versionOf(rating);
  if (version === undefined) return undefined;
  return cvssOf({
    version,
    score: number(rating, "score"),
    vector: withPrefix(text(rating, "vector"), version),
    scorer: text(field(rating, "source"), "name"),
  });
}

/** CycloneDX 1.4 and later `scoreMethod` → CVSS version. */
const versionOfMethod: ReadonlyMap<string, Cvss["version"]> = new Map([
  ["CVSSv2", "2.0"],
  ["CVSSv3", "3.0"],
  ["CVSSv31", "3.1"],
  ["CVSSv4", "4.0"],
]);

/** The vector's own prefix is believed before the method: tools call 3.1 vectors CVSSv3. */
function versionOf(rating: unknown): Cvss["version"] | undefined {
  const vector = text(rating, "vector");
  const ofVector = vector?.startsWith("CVSS:") ? cvssOf({ vector })?.version : undefined;
  return ofVector ?? versionOfMethod.get(text(rating, "method") ?? "");
}

/** CVSS 3 and later vectors begin with their version (CVSS 3.1 §6); tools leave it out where the method tells it. */
function withPrefix(vector: string | undefined, version: Cvss["version"]): string | undefined {
  const isWhole = vector === undefined || version === "2.0" || vector.startsWith("CVSS:");
  return isWhole ? vector : `CVSS:${version}/${vector}`;
}

/** The worst of all words and of all bands of scores among the ratings, else unknown. */
export function severityOf(vulnerability: unknown): Severity {
  const ratings = list(vulnerability, "ratings");
  return worst(ratings.flatMap((rating) => [severityOfWord(text(rating, "severity")), bandOf(rating)]));
}

function worst(severities: readonly Severity[]): Severity {
  let result: Severity = "unknown";
  for (const severity of severities) result = worstSeverity(result, severity);
  return result;
}

/** A score without method is taken for CVSS 3.1; one of another method has another scale. */
function bandOf(rating: unknown): Severity {
  const score = number(rating, "score");
  const version = versionOf(rating) ?? (text(rating, "method") === undefined ? "3.1" : undefined);
  return score === undefined || version === undefined ? "unknown" : severityOfScore(score, version);
}
