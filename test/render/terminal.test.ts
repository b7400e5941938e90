import { describe, expect, test } from "bun:test";
import type { DecisionRecord, RuleRecord } from "../../src/domain/bundle.ts";
import { schemaNotEvaluated } from "../../src/domain/schema-validity.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { decisionRecordOf, reasonRecord } from "../support/build.ts";

function linesOf(over: Partial<DecisionRecord>): readonly string[] {
  return renderTerminal(decisionRecordOf(over), "evidence/demo/x").split("\n");
}

function warned(enforce: RuleRecord["enforce"]): Partial<DecisionRecord> {
  const rule = { rule: "a/b", title: "t", status: "fail", enforce, message: "m", count: 1 } as const;
  return { rules: [rule], warnings: [reasonRecord({ rule: "a/b", verdict: "GO" })] };
}

describe("renderTerminal()", () => {
  test.each<[Partial<DecisionRecord>, string]>([
    [{}, "GO  payments-api  run 20260825T120000Z-0123abcd  as of 2026-08-25T12:00:00Z"],
    [{ app: { id: "APP-1234" } }, "GO  APP-1234  run 20260825T120000Z-0123abcd  as of 2026-08-25T12:00:00Z"],
    [{ app: {}, verdict: "NO-GO" }, "NO-GO  run 20260825T120000Z-0123abcd  as of 2026-08-25T12:00:00Z"],
  ])("starts with the verdict: %j", (over, first) => {
    expect(linesOf(over)[0]).toBe(first);
  });

  test("names rule, threshold, item and place of a reason", () => {
    const evidence = [{ id: "x", what: "CVE-1 (high) in lodash", where: "scan.json#/1" }];
    const lines = linesOf({ reasons: [reasonRecord({ threshold: "guardrails.fail_on = high", evidence })] });
    expect(lines.slice(2, 4)).toEqual([
      " 1. NO-GO       guardrails/fail-on: 1 open item reaches the limit [guardrails.fail_on = high]",
      "      - CVE-1 (high) in lodash  at scan.json#/1",
    ]);
  });

  test("shows ten reasons, three items of each, and tells how many more", () => {
    const evidence = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, what: `item ${i}` }));
    const lines = linesOf({ reasons: Array.from({ length: 12 }, () => reasonRecord({ evidence, count: 50 })) });
    expect(lines.filter((line) => line.includes("item 2"))).toHaveLength(10);
    expect(lines.filter((line) => line.includes("item 3"))).toEqual([]);
    expect(lines.filter((line) => line.includes("… and 47 more"))).toHaveLength(10);
    expect(lines).toContain("   and 2 more reasons in decision.json");
  });

  test("says that nothing stands against a GO", () => {
    expect(linesOf({})).toContain("no rule stands against this release");
  });

  test.each<[RuleRecord["enforce"], number]>([
    ["warn", 1],
    ["shadow", 0],
  ])("shows a failed rule set to %s %d times", (enforce, times) => {
    expect(linesOf(warned(enforce)).filter((line) => line.startsWith("warning"))).toHaveLength(times);
  });

  test("shows five changes and tells how many more", () => {
    const lines = linesOf({ to_go: Array.from({ length: 7 }, (_, i) => `do ${i}`) });
    expect(lines.filter((line) => line.startsWith("  - do"))).toHaveLength(5);
    expect(lines).toContain("  - … and 2 more lines in decision.json (to_go)");
  });

  test.each([
    [[], "input     sbom.json: cyclonedx-json 1.6, components 3"],
    [["one"], "input     sbom.json: cyclonedx-json 1.6, components 3, 1 notice"],
    [["one", "two"], "input     sbom.json: cyclonedx-json 1.6, components 3, 2 notices"],
  ])("shows inputs with notices %j", (notices, line) => {
    const input = {
      name: "sbom.json",
      sha256: "a".repeat(64),
      bytes: 1,
      encoding: "utf-8",
      kinds: ["sbom"],
      format: "cyclonedx-json",
      format_version: "1.6",
      coverage: { schema: schemaNotEvaluated, doubts: [] },
      accounts: [{ items: "components", raw: 3, kept: 3, merged: 0, not_applicable: [] }],
      notices,
    };
    expect(linesOf({ inputs: [input] })).toContain(line);
  });

  test.each([
    [1, "1 day old"],
    [3, "3 days old"],
  ])("tells the age of intelligence of %d days", (age, text) => {
    const { kev } = decisionRecordOf().intel;
    const lines = linesOf({ intel: { kev: { ...kev, age_days: age } } });
    expect(lines.find((line) => line.startsWith("intel"))).toEndWith(text);
  });
});
