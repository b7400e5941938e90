import { describe, expect, test } from "bun:test";
import { vexSummary } from "../../src/assess/vex-summary.ts";
import type { RuleStatus } from "../../src/domain/rule.ts";
import type { MatchedStatement } from "../../src/domain/vex.ts";
import { matched, model } from "../support/build.ts";

function assessed(vexStatements: readonly MatchedStatement[]) {
  const { section, results } = vexSummary.assess(model({ vexStatements }), vexSummary.options.parse(undefined));
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

test("vexSummary keeps trace, nearest miss and conflicts", () => {
  const trace = [{ step: "vulnerability", held: false, text: "no scan reported it" }] as const;
  const statements = [matched({ outcome: "unmatched", matched: [], trace, nearestMiss: "version 1 is not 2" })];
  const conflict = {
    vulnerability: "CVE-2021-0001 in pkg:npm/lodash@4.17.20",
    statements: [{ status: "fixed" as const, author: "A", source: { input: "a.json", pointer: "/statements/0" } }],
    why: "it is later",
  };
  const given = model({ vexStatements: statements, vexConflicts: [conflict] });
  expect(vexSummary.assess(given, vexSummary.options.parse(undefined)).section).toMatchObject({
    statements: [{ trace: [...trace], nearest_miss: "version 1 is not 2" }],
    conflicts: [{ ...conflict, statements: [{ status: "fixed", author: "A", source: "a.json#/statements/0" }] }],
  });
});

test.each<[string, unknown, boolean]>([
  ["nothing", undefined, true],
  [
    "all",
    { trusted_authors: ["sec@a.example"], max_age_days: 90, expiry: [{ vulnerability: "CVE-1", until: "2026-12-31" }] },
    true,
  ],
  ["no days", { max_age_days: 0 }, false],
  ["a pattern of authors", { trusted_authors: ["Vendor*"] }, false],
  ["no date", { expiry: [{ vulnerability: "CVE-1", until: "soon" }] }, false],
  ["another key", { trusted: [] }, false],
])("vexSummary takes options with %s: %j, %p", (_, given, isValid) => {
  expect(vexSummary.options.safeParse(given).success).toBe(isValid);
});
