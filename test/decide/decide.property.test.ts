import { expect, test } from "bun:test";
import fc from "fast-check";
import { decide } from "../../src/decide/decide.ts";
import { type Enforcement, enforcements, type RuleStatus, ruleStatuses } from "../../src/domain/rule.ts";
import { type Verdict, verdicts } from "../../src/domain/verdict.ts";

type Row = { readonly status: RuleStatus; readonly enforce: Enforcement };

const rows = fc.array(
  fc.record({ status: fc.constantFrom(...ruleStatuses), enforce: fc.constantFrom(...enforcements) }),
  { minLength: 1, maxLength: 6 },
);

function judged(given: readonly Row[]): Verdict {
  const rules = given.map(({ enforce }, i) => ({ id: `r${i}`, code: "R", title: "r", enforce, source: "a test" }));
  const results = given.map(({ status }, i) => ({ rule: `r${i}`, status, message: "m", count: 0, evidence: [] }));
  return decide(results, rules, {}, "2026-08-25T12:00:00Z").verdict;
}

const badness: Record<RuleStatus, number> = { pass: 0, not_applicable: 0, waived: 0, unknown: 1, fail: 2 };
/** Declared from the strictest to the loosest. */
const looseness = (enforce: Enforcement): number => enforcements.indexOf(enforce);
const rank = (verdict: Verdict): number => verdicts.indexOf(verdict);

test("decide() with a worse result or a stricter rule is never better", () => {
  fc.assert(
    fc.property(rows, rows, (given, other) => {
      const worse = given.map((row, i) => ({
        status:
          badness[other[i]?.status ?? "pass"] > badness[row.status] ? (other[i]?.status ?? row.status) : row.status,
        enforce:
          looseness(other[i]?.enforce ?? "shadow") < looseness(row.enforce)
            ? (other[i]?.enforce ?? row.enforce)
            : row.enforce,
      }));
      expect(rank(judged(worse))).toBeGreaterThanOrEqual(rank(judged(given)));
    }),
  );
});

test("decide() with one rule more is never better", () => {
  fc.assert(
    fc.property(rows, rows, (given, more) => {
      expect(rank(judged([...given, ...more]))).toBeGreaterThanOrEqual(rank(judged(given)));
    }),
  );
});

test("decide() with a doubt under block or conditional is never GO", () => {
  fc.assert(
    fc.property(rows, fc.constantFrom<Enforcement>("block", "conditional"), (given, enforce) => {
      expect(judged([...given, { status: "unknown", enforce }])).not.toBe("GO");
    }),
  );
});
