import { z } from "zod";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import type { Json } from "../domain/section.ts";
import { sourceText } from "../domain/source.ts";
import type { CodeCoverage, Covered, TestReport } from "../domain/test-report.ts";
import { counted } from "../domain/words.ts";
import { defineAssessor, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";

const failures: Rule = {
  id: "tests/failures",
  code: "TESTS_FAILED",
  title: "every test that ran passed",
  enforce: "conditional",
  source: "invariant: a release that fails its own tests is a doubt",
};

/** Test results and code coverage, as the reports count them. */
export const testSummary = defineAssessor({
  section: "test_summary",
  options: z.undefined(),
  rules: [failures],
  assess(model) {
    const { testReports, codeCoverages } = model;
    if (testReports.length === 0 && codeCoverages.length === 0) {
      return { section: notEvaluated("no test results and no code coverage"), results: [evaluateFailures(model)] };
    }
    const section = {
      status: "evaluated",
      reports: testReports.map(reportRecord),
      coverage: codeCoverages.map(coverageRecord),
    } as const;
    return { section, results: [evaluateFailures(model)] };
  },
});

function evaluateFailures({ testReports }: Model): RuleResult {
  if (testReports.length === 0) return ruleResult(failures, "not_applicable", "no test results among the inputs");
  const failing = testReports.flatMap((report) => report.failing);
  if (failing.length === 0) return ruleResult(failures, "pass", "no test failed");
  return ruleResult(failures, "fail", `${counted(failing.length, "test")} failed`, {
    evidence: evidenceOf(failing, ({ name, source }) => ({
      id: name,
      what: `${name} failed`,
      where: sourceText(source),
      fix: `mend ${name}, and run the tests of this release again`,
    })),
  });
}

function reportRecord(report: TestReport): Json {
  const { name, suites, tests, failures: failed, errors, skipped, failing, source } = report;
  return present({
    name,
    suites,
    tests,
    failures: failed,
    errors,
    skipped,
    failing: failing.map((one) => present({ name: one.name, message: one.message, source: sourceText(one.source) })),
    source: sourceText(source),
  });
}

function coverageRecord({ lines, branches, functions, files, source }: CodeCoverage): Json {
  return present({
    files,
    lines: shareRecord(lines),
    branches: shareRecord(branches),
    functions: shareRecord(functions),
    source: sourceText(source),
  });
}

/** Of nothing there is no share. */
function shareRecord(share: Covered | undefined): Json | undefined {
  if (share === undefined) return undefined;
  const { covered, total } = share;
  return present({ covered, total, percent: total === 0 ? undefined : Math.round((covered / total) * 1000) / 10 });
}
