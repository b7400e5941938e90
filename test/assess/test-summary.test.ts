import { expect, test } from "bun:test";
import { testSummary } from "../../src/assess/test-summary.ts";
import type { TestReport } from "../../src/domain/test-report.ts";
import { model, sourceOf } from "../support/build.ts";

const source = sourceOf("junit.xml");

const passed: TestReport = { suites: 1, tests: 3, failures: 0, errors: 0, skipped: 1, failing: [], source };

function assess(testReports: readonly TestReport[], over = {}) {
  const { section, results } = testSummary.assess(model({ testReports, ...over }), undefined);
  return { section, status: results[0]?.status, evidence: results[0]?.evidence };
}

test("is not evaluated without results and without coverage", () => {
  expect(assess([])).toMatchObject({ section: { status: "not_evaluated" }, status: "not_applicable" });
});

test("a failed test is a doubt, and is named with its place", () => {
  const failed = { ...passed, failures: 1, failing: [{ name: "pay › rounds", source }] };
  expect(assess([passed]).status).toBe("pass");
  expect(assess([passed, failed])).toMatchObject({
    status: "fail",
    evidence: [{ id: "pay › rounds", where: `junit.xml#${source.pointer}` }],
  });
});

test("coverage says how its share was counted, and has none of nothing", () => {
  const lines = { covered: 2, total: 3 };
  const { section } = assess([], { codeCoverages: [{ lines, branches: { covered: 0, total: 0 }, files: 1, source }] });
  expect(section).toMatchObject({
    coverage: [{ lines: { covered: 2, total: 3, percent: 66.7 }, branches: { covered: 0, total: 0 } }],
  });
  expect(JSON.stringify(section)).not.toContain("null");
});
