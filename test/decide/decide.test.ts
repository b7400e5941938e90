import { describe, expect, test } from "bun:test";
import { decide } from "../../src/decide/decide.ts";
import type { RuleOptions } from "../../src/decide/options.ts";
import type { Enforcement, Rule, RuleResult, RuleStatus } from "../../src/domain/rule.ts";

const asOf = "2026-08-25T12:00:00Z";

function rule(id: string, enforce: Enforcement = "block"): Rule {
  return { id, code: id.toUpperCase(), title: `title of ${id}`, enforce, source: "a test" };
}

function result(id: string, status: RuleStatus = "fail"): RuleResult {
  return {
    rule: id,
    status,
    message: `${id} is ${status}`,
    count: 1,
    evidence: [{ id: "x", what: "x", fix: `mend ${id}` }],
  };
}

function verdictOf(status: RuleStatus, enforce: Enforcement, options: RuleOptions = {}) {
  return decide([result("a", status)], [rule("a", enforce)], options, asOf).verdict;
}

describe("decide() of one rule", () => {
  test.each<[RuleStatus, Enforcement, string]>([
    ["pass", "block", "GO"],
    ["not_applicable", "block", "GO"],
    ["waived", "block", "GO"],
    ["fail", "block", "NO-GO"],
    ["unknown", "block", "CONDITIONAL"],
    ["fail", "conditional", "CONDITIONAL"],
    ["unknown", "conditional", "CONDITIONAL"],
    ["fail", "warn", "GO"],
    ["unknown", "warn", "GO"],
    ["fail", "shadow", "GO"],
    ["unknown", "shadow", "GO"],
  ])("that is %s and set to %s is %s", (status, enforce, verdict) => {
    expect(verdictOf(status, enforce)).toBe(verdict as "GO");
  });
});

describe("decide() takes from the overlay", () => {
  test.each<[string, RuleOptions, string]>([
    ["what a failure does", { a: { enforce: "conditional" } }, "CONDITIONAL"],
    ["nothing about other rules", { b: { enforce: "warn" } }, "NO-GO"],
    ["a day in the past", { a: { effective_on: "2026-08-24" } }, "NO-GO"],
    ["today", { a: { effective_on: "2026-08-25" } }, "NO-GO"],
    ["a day to come, until when it is a shadow", { a: { effective_on: "2026-08-26" } }, "GO"],
    ["a day to come before what it does then", { a: { effective_on: "2026-08-26", enforce: "block" } }, "GO"],
  ])("%s", (_, options, verdict) => {
    expect(verdictOf("fail", "block", options)).toBe(verdict as "GO");
  });

  test("and says from when a rule counts", () => {
    const { rules } = decide([result("a")], [rule("a")], { a: { effective_on: "2026-08-26" } }, asOf);
    expect(rules[0]).toMatchObject({ enforce: "shadow", effectiveOn: "2026-08-26" });
  });
});

describe("decide() of several rules", () => {
  const rules = [rule("a", "warn"), rule("b", "conditional"), rule("c", "block"), rule("d", "conditional")];

  test("is the worst, reasons worst first and then in the order of the results", () => {
    const { verdict, reasons, warnings, toGo } = decide(
      rules.map((one) => result(one.id)),
      rules,
      {},
      asOf,
    );
    expect({ verdict, reasons: reasons.map((one) => one.rule), warnings: warnings.map((one) => one.rule) }).toEqual({
      verdict: "NO-GO",
      reasons: ["c", "b", "d"],
      warnings: ["a"],
    });
    expect(toGo).toEqual(["mend c (x)", "mend b (x)", "mend d (x)"]);
  });

  test("is GO without reasons when all pass", () => {
    const judged = decide(
      rules.map((one) => result(one.id, "pass")),
      rules,
      {},
      asOf,
    );
    expect(judged).toMatchObject({ verdict: "GO", reasons: [], warnings: [], toGo: [] });
    expect(judged.rules).toHaveLength(4);
  });
});

describe("decide() refuses a gap in the gate:", () => {
  test.each<[string, readonly RuleResult[], readonly Rule[]]>([
    ["a rule without a result", [result("a")], [rule("a"), rule("b")]],
    ["a result without a rule", [result("a"), result("b")], [rule("a")]],
    ["a result of another rule", [result("c")], [rule("a")]],
    ["two results of one rule", [result("a"), result("a", "pass")], [rule("a"), rule("b")]],
    ["two results of the only rule", [result("a"), result("a", "pass")], [rule("a")]],
  ])("%s", (_, results, rules) => {
    expect(() => decide(results, rules, {}, asOf)).toThrow(RangeError);
  });
});
