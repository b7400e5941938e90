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
