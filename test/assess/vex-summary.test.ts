import { describe, expect, test } from "bun:test";
import { vexSummary } from "../../src/assess/vex-summary.ts";
import type { RuleStatus } from "../../src/domain/rule.ts";
import type { MatchedStatement } from "../../src/domain/vex.ts";
import { matched, model } from "../support/build.ts";

function assessed(vexStatements: readonly MatchedStatement[]) {
  const { section, results } = vexSummary.assess(model({ vexStatements }), undefined);
  return {
    section,
    statuses: results.map((result) => result.status),
    messages: results.map((result) => result.message),
  };
}

describe("vex/unjustified and vex/unmatched", () => {
  test.each<[string, readonly MatchedStatement[], readonly RuleStatus[]]>([
    ["do not apply without statements", [], ["not_applicable", "not_applicable"]],
    ["pass when all are applied", [matched()], ["pass", "pass"]],
    ["pass when one is superseded", [matched({ outcome: "superseded" })], ["pass", "pass"]],
    ["are unknown and pass for a doubtful one", [matched({ outcome: "doubtful" })], ["unknown", "pass"]],
    ["pass and fail for an unmatched one", [matched({ outcome: "unmatched", matched: [] })], ["pass", "fail"]],
  ])("%s", (_, statements, statuses) => {
    expect(assessed(statements).statuses).toEqual([...statuses]);
  });
});

test("vexSummary keeps every statement with what became of it", () => {
  const statements = [matched({ why: "because" }), matched({ outcome: "unmatched", matched: [], why: "not here" })];
  expect(assessed(statements).section).toMatchObject({
    status: "evaluated",
    statement_count: 2,
    by_outcome: { applied: 1, unmatched: 1 },
    by_status: { not_affected: 2 },
    statements: [
      { outcome: "applied", why: "because", product_count: 1 },
      { outcome: "unmatched", why: "not here" },
    ],
  });
});
