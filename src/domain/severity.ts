/** Severities from worst to least; `unknown` is not low: it is a question that is still open. */
export const severities = ["critical", "high", "medium", "low", "info", "unknown"] as const;

export type Severity = (typeof severities)[number];

/** Severities that a threshold can name. */
export const scoredSeverities = ["critical", "high", "medium", "low", "info"] as const;

export type ScoredSeverity = (typeof scoredSeverities)[number];

const rank: Record<Severity, number> = { critical: 5, high: 4, medium: 3, low: 2, info: 1, unknown: 0 };

/** True when `severity` is scored and at least as bad as `threshold`. */
export function isAtLeast(severity: Severity, threshold: ScoredSeverity): boolean {
  return severity !== "unknown" && rank[severity] >= rank[threshold];
}

/** The worse of two; a scored severity is preferred to `unknown`. */
export function worstSeverity(a: Severity, b: Severity): Severity {
  return rank[a] >= rank[b] ? a : b;
}

/** Orders worst first, `unknown` last. */
export function compareSeverity(a: Severity, b: Severity): number {
  return rank[b] - rank[a];
}

/** A count for every severity, zeros included, so that readers need no defaults. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** Counts items by severity. */
export function countSeverities(items: Iterable<{ readonly severity: Severity }>): SeverityCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 };
  for (const item of items) counts[item.severity]++;
  return counts;
}
