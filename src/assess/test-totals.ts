import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Json } from "../domain/section.ts";
import type { Covered } from "../domain/test-report.ts";

/**
 * Share of the lines and branches that the tests ran, over all coverage reports, in [0, 1] with four digits. What no
 * report measures is absent, never 0; of nothing there is no share.
 */
export function coverageShares({ codeCoverages }: Pick<Model, "codeCoverages">): Json | undefined {
  const shares = present({
    lines: shareOf(codeCoverages.map(({ lines }) => lines)),
    branches: shareOf(codeCoverages.map(({ branches }) => branches)),
  });
  return shares.lines === undefined && shares.branches === undefined ? undefined : shares;
}

function shareOf(measured: readonly (Covered | undefined)[]): number | undefined {
  const known = measured.filter((one) => one !== undefined);
  const total = known.reduce((sum, one) => sum + one.total, 0);
  if (total === 0) return undefined;
  return Math.round((known.reduce((sum, one) => sum + one.covered, 0) / total) * 10_000) / 10_000;
}

/** Test cases over all reports; undefined without one. */
export function testCounts({ testReports }: Pick<Model, "testReports">): Json | undefined {
  if (testReports.length === 0) return undefined;
  const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const one of testReports) {
    counts.tests += one.tests;
    counts.failures += one.failures;
    counts.errors += one.errors;
    counts.skipped += one.skipped;
  }
  return counts;
}
