import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { defineAssessor, evidenceOf, notEvaluated, ruleResult } from "../../src/assess/assessor.ts";
import { maxEvidence, type Rule } from "../../src/domain/rule.ts";

const rule: Rule = { id: "a/b", code: "C", title: "t", enforce: "block", source: "s" };

describe("ruleResult()", () => {
  test("keeps the first evidence and counts all", () => {
    const items = Array.from({ length: maxEvidence + 5 }, (_, i) => `${i}`);
    const result = ruleResult(rule, "fail", "m", { evidence: evidenceOf(items, (id) => ({ id, what: id })) });
    expect({ count: result.count, kept: result.evidence.length, first: result.evidence[0]?.id }).toEqual({
      count: maxEvidence + 5,
      kept: maxEvidence,
      first: "0",
    });
  });

  test("has no threshold and no evidence unless given", () => {
    expect(ruleResult(rule, "pass", "m")).toEqual({
      rule: "a/b",
      status: "pass",
      message: "m",
      count: 0,
      evidence: [],
    });
  });
});

test("evidenceOf() words only what is kept", () => {
  let worded = 0;
  evidenceOf(
    Array.from({ length: 1000 }, () => ""),
    (id) => {
      worded++;
      return { id, what: id };
    },
  );
  expect(worded).toBe(maxEvidence);
});

test("notEvaluated() says why", () => {
  expect(notEvaluated("no input")).toEqual({ status: "not_evaluated", why: "no input" });
});

test("defineAssessor() gives the assessor back", () => {
  const assessor = {
    section: "x",
    options: z.undefined(),
    rules: [rule],
    assess: () => ({ section: notEvaluated("y"), results: [] }),
  };
  expect(defineAssessor(assessor)).toBe(assessor);
});
