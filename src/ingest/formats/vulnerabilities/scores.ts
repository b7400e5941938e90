import { type Severity, worstSeverity } from "../../../domain/severity.ts";
import type { Cvss } from "../../../domain/vulnerability.ts";
import { scoreOfVector, severityBand } from "../../../standards/cvss.ts";
import type { Writable } from "../writable.ts";

/** One CVSS entry as a report gives it. */
export type GivenScore = {
  /** The version as the tool writes it; a prefix of the vector is more reliable and wins. */
  readonly version?: string | undefined;
  readonly score?: number | undefined;
  readonly vector?: string | undefined;
  readonly scorer?: string | undefined;
};

const versions: ReadonlyMap<string, Cvss["version"]> = new Map([
  ["2", "2.0"],
  ["2.0", "2.0"],
  ["3.0", "3.0"],
  ["3.1", "3.1"],
  ["4", "4.0"],
  ["4.0", "4.0"],
]);

/** A CVSS entry in the domain's terms, a vector without a score scored; undefined when it has no version, or neither a score from 0 to 10 nor a vector. */
export function cvssOf(given: GivenScore): Cvss | undefined {
  const version = versionOfVector(given.vector) ?? versions.get(given.version ?? "");
  const score = scoreOf(given);
  if (version === undefined || (score === undefined && given.vector === undefined)) return undefined;
  const cvss: Writable<Cvss> = { version };
  if (score !== undefined) cvss.score = score;
  if (given.vector !== undefined) cvss.vector = given.vector;
  if (given.scorer !== undefined) cvss.scorer = given.scorer;
  return cvss;
}

function scoreOf({ score, vector }: GivenScore): number | undefined {
  if (score !== undefined && isScore(score)) return score;
  return vector === undefined ? undefined : scoreOfVector(vector);
}

/** Length of `CVSS:3.1`, the prefix that names the version since CVSS 3.0 (specification §6). */
const prefixLength = 8;

/** CVSS 2.0 vectors have no prefix and begin with the access vector; a few tools prefix them all the same. */
function versionOfVector(vector: string | undefined): Cvss["version"] | undefined {
  if (vector === undefined) return undefined;
  if (vector.startsWith("CVSS:")) return versions.get(vector.slice("CVSS:".length, prefixLength));
  return vector.startsWith("AV:") ? "2.0" : undefined;
}

/** The band of a score (`severityBand`); CVSS `none` is `info`, and what is no score from 0 to 10 is unknown. */
export function severityOfScore(score: number, version: Cvss["version"]): Severity {
  if (!isScore(score)) return "unknown";
  const band = severityBand(score, version);
  return band === "none" ? "info" : band;
}

function isScore(score: number): boolean {
  return score >= 0 && score <= 10;
}

/**
 * The worst band of several scores, unknown when none is scored. For records whose tool gives no severity word:
 * a score that the same record carries says more than "unknown", and the worst of several is the cautious reading.
 * A score of 0 is left out: beside a missing word it is as often a missing number.
 */
export function worstBand(cvss: readonly Cvss[]): Severity {
  let worst: Severity = "unknown";
  for (const { score, version } of cvss) {
    if (score !== undefined && score > 0) worst = worstSeverity(worst, severityOfScore(score, version));
  }
  return worst;
}
