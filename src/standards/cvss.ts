import { CVSS20, CVSS30, CVSS31, CVSS40 } from "@pandatix/js-cvss";

/** Versions of CVSS that publish a score from 0 to 10. */
export type CvssVersion = "2.0" | "3.0" | "3.1" | "4.0";

/** Words of the published rating scales. */
export type SeverityBand = "critical" | "high" | "medium" | "low" | "none";

/**
 * The qualitative rating of a base score: FIRST's scale for CVSS 3.0 and 3.1 (specification §5) and 4.0 (§6), NVD's
 * for 2.0, which has neither critical nor none. Scores have one decimal; what lies between two bands counts as
 * the lower one. Throws a RangeError for a score outside 0–10 or NaN.
 */
export function severityBand(score: number, version: CvssVersion): SeverityBand {
  if (!(score >= 0 && score <= 10)) throw new RangeError(`expected a CVSS score from 0 to 10, got ${score}`);
  if (version !== "2.0") {
    if (score === 0) return "none";
    if (score >= 9) return "critical";
  }
  if (score >= 7) return "high";
  return score >= 4 ? "medium" : "low";
}

/**
 * The base score of a vector by the formulas of its specification (CVSS 2.0 §3.2.1, 3.0 and 3.1 §7, 4.0 §8; of a 4.0
 * vector with threat or environmental metrics, the score with them). Undefined for what is no complete vector.
 */
export function scoreOfVector(vector: string): number | undefined {
  try {
    return rounded(baseScore(vector));
  } catch {
    return undefined; // the library throws for unknown metrics and for missing ones
  }
}

function baseScore(vector: string): number {
  if (vector.startsWith("CVSS:4.0/")) return new CVSS40(vector).Score();
  if (vector.startsWith("CVSS:3.1/")) return new CVSS31(vector).BaseScore();
  if (vector.startsWith("CVSS:3.0/")) return new CVSS30(vector).BaseScore();
  // CVSS 2.0 has no prefix; a few tools write one all the same.
  return new CVSS20(vector.replace(/^CVSS:2\.0\//, "")).BaseScore();
}

/** Scores have one decimal. A vector that lacks metrics gives no number. */
function rounded(score: number): number | undefined {
  return score >= 0 && score <= 10 ? Math.round(score * 10) / 10 : undefined;
}
