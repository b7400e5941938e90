import { compareText } from "../../domain/order.ts";
import type { PostureResult } from "../../domain/posture.ts";
import { isAtLeast, type ScoredSeverity } from "../../domain/severity.ts";
import type { Check } from "./check.ts";

/** What the checks show about one control of a framework. */
export type ControlEvidence = {
  /** `<framework>:<control>`. */
  readonly control: string;
  /** `fail`: a check at the limit failed; `warn`: a lesser one did; `unknown`: one has no answer; else `pass`. */
  readonly result: "pass" | "warn" | "fail" | "unknown";
  /** Results behind it. */
  readonly counts: { readonly pass: number; readonly fail: number; readonly unknown: number };
  /** Checks that did not pass, else those that did. */
  readonly checks: readonly string[];
};

/**
 * Results → evidence by control, in text order. A failure outweighs an open question, which outweighs a pass:
 * a control is shown to hold only by checks that all answered.
 */
export function controlEvidence(
  results: readonly PostureResult[],
  checkOf: (id: string) => Check,
  limit: ScoredSeverity,
): readonly ControlEvidence[] {
  const byControl = new Map<string, PostureResult[]>();
  for (const result of results) {
    for (const control of checkOf(result.check).controls) {
      const known = byControl.get(control);
      if (known === undefined) byControl.set(control, [result]);
      else known.push(result);
    }
  }
  return [...byControl]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([control, own]) => evidenceOfControl(control, own, limit));
}

function evidenceOfControl(control: string, results: readonly PostureResult[], limit: ScoredSeverity): ControlEvidence {
  const failed = results.filter((one) => one.status === "fail");
  const unknown = results.filter((one) => one.status === "unknown");
  const telling = [failed, unknown].find((some) => some.length > 0) ?? results;
  return {
    control,
    result: resultOf(failed, unknown, limit),
    counts: {
      pass: results.length - failed.length - unknown.length,
      fail: failed.length,
      unknown: unknown.length,
    },
    checks: [...new Set(telling.map((one) => one.check))].toSorted(compareText),
  };
}

function resultOf(
  failed: readonly PostureResult[],
  unknown: readonly PostureResult[],
  limit: ScoredSeverity,
): ControlEvidence["result"] {
  if (failed.some((one) => isAtLeast(one.severity, limit))) return "fail";
  if (unknown.length > 0) return "unknown";
  return failed.length > 0 ? "warn" : "pass";
}
