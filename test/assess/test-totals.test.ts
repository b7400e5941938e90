import { describe, expect, test } from "bun:test";
import { coverageShares, testCounts } from "../../src/assess/test-totals.ts";
import type { CodeCoverage, TestReport } from "../../src/domain/test-report.ts";
import { sourceOf } from "../support/build.ts";

const coverage = (over: Partial<CodeCoverage>): CodeCoverage => ({ files: 1, source: sourceOf(), ...over });

describe("coverageShares()", () => {
  test("sums all reports, and leaves out what none measures", () => {
    const codeCoverages = [
      coverage({ lines: { covered: 1, total: 3 } }),
      coverage({ lines: { covered: 5, total: 6 } }),
    ];
    expect(coverageShares({ codeCoverages })).toEqual({ lines: 0.6667 });
  });

  test.each([
    ["no report", []],
    ["a report that measures nothing", [coverage({})]],
    ["a report of nothing", [coverage({ lines: { covered: 0, total: 0 } })]],
  ])("of %s is absent, never 0", (_, codeCoverages) => {
    expect(coverageShares({ codeCoverages })).toBeUndefined();
  });

  test("of nothing covered is 0", () => {
    expect(coverageShares({ codeCoverages: [coverage({ branches: { covered: 0, total: 2 } })] })).toEqual({
      branches: 0,
    });
  });
});

test("testCounts() sums all reports and is absent without one", () => {
  const report: TestReport = {
    suites: 1,
    tests: 3,
    failures: 1,
    errors: 0,
    skipped: 1,
    failing: [],
    source: sourceOf(),
  };
  expect(testCounts({ testReports: [] })).toBeUndefined();
  expect(testCounts({ testReports: [report, report] })).toEqual({ tests: 6, failures: 2, errors: 0, skipped: 2 });
});
