import type { Severity } from "../../../domain/severity.ts";

/** The bands of Kubescape's own scores of controls, 1 to 10 (`scoreFactor`, `baseScore`), as opa-utils names them. */
export function severityOfFactor(factor: number | undefined): Severity {
  if (factor === undefined || factor < 1) return "unknown";
  if (factor >= 9) return "critical";
  if (factor >= 7) return "high";
  return factor >= 4 ? "medium" : "low";
}
