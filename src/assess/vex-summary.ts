import { z } from "zod";
import type { Rule, RuleResult } from "../domain/rule.ts";
import { sourceText } from "../domain/source.ts";
import type { MatchedStatement } from "../domain/vex.ts";
import { counted } from "../domain/words.ts";
import { defineAssessor, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";
import { countBy } from "./count.ts";
import { conflictRecords, explainVex } from "./vex-explanation.ts";

/** Longer than any author; more than anyone would list. */
const maxAuthor = 256;
const maxEntries = 1000;

const unjustified: Rule = {
  id: "vex/unjustified",
  code: "VEX_UNJUSTIFIED",
  title: "every statement that would clear something may do so",
  enforce: "conditional",
  source: "OpenVEX 0.2.0: not_affected needs a justification or an impact statement",
};

const unmatched: Rule = {
  id: "vex/unmatched",
  code: "VEX_UNMATCHED",
  title: "every statement is about something in the release",
  enforce: "warn",
  source: "a statement that matches nothing clears nothing",
};

const options = z
  .strictObject({
    trusted_authors: z
      .array(
        z
          .string()
          .min(1)
          .max(maxAuthor)
          .regex(/^[^*]*$/, "a whole name without *"),
      )
      .max(maxEntries)
      .default([])
      .describe(
        "Authors of VEX documents from the most trusted on, by their whole names without patterns; case does not matter. Of statements that are equally exact the more trusted counts; an author who is not listed comes last. What clears never counts against an affected or under_investigation of an author who is trusted more, however exact it is. Empty: all are equal. A name in a file proves nothing: hand in only files that you trust.",
      ),
    max_age_days: z
      .int()
      .min(1)
      .optional()
      .describe("Statements that are older than this many days, or have no date, clear nothing. Not given: no limit."),
    expiry: z
      .array(z.strictObject({ vulnerability: z.string().min(1), until: z.iso.date() }))
      .max(maxEntries)
      .default([])
      .describe("Vulnerabilities whose VEX statements clear nothing after the day `until` (in UTC)."),
  })
  .prefault({});

/** Each VEX statement with what became of it and why. */
export const vexSummary = defineAssessor({
  section: "vex_summary",
  options,
  rules: [unjustified, unmatched],
  assess(model) {
    const { vexStatements } = model;
    if (vexStatements.length === 0) {
      const results = [unjustified, unmatched].map((rule) => ruleResult(rule, "not_applicable", "no VEX statement"));
      return { section: notEvaluated("no VEX statement among the inputs"), results };
    }
    return {
      section: {
        status: "evaluated",
        statement_count: vexStatements.length,
        by_outcome: countBy(vexStatements, (statement) => [statement.outcome]),
        by_status: countBy(vexStatements, (statement) => [statement.status]),
        conflicts: conflictRecords(model.vexConflicts),
        statements: explainVex(vexStatements),
      },
      results: [
        evaluate(
          unjustified,
          "unknown",
          vexStatements.filter((one) => one.outcome === "doubtful"),
        ),
        evaluate(
          unmatched,
          "fail",
          vexStatements.filter((one) => one.outcome === "unmatched"),
        ),
      ],
    };
  },
});

function evaluate(rule: Rule, status: "unknown" | "fail", statements: readonly MatchedStatement[]): RuleResult {
  if (statements.length === 0) return ruleResult(rule, "pass", rule.title);
  const what = status === "unknown" ? "may clear nothing" : "nothing in the release answers to";
  return ruleResult(rule, status, `${counted(statements.length, "VEX statement")} that ${what}`, {
    evidence: evidenceOf(statements, (statement) => ({
      id: `${statement.vulnerability} ${statement.status}`,
      what: `${statement.status} for ${statement.vulnerability}: ${statement.why}`,
      where: sourceText(statement.source),
      fix:
        status === "unknown"
          ? "mend what is named: a justification or impact statement, a date that holds, or the overlay's vex options"
          : "name the affected package's purl, or the subject of the SBOM, as the product",
    })),
  });
}
