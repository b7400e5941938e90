import { z } from "zod";
import { present } from "../domain/present.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import { sourceText } from "../domain/source.ts";
import type { MatchedStatement } from "../domain/vex.ts";
import { counted, defineAssessor, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";
import { countBy } from "./count.ts";

const unjustified: Rule = {
  id: "vex/unjustified",
  code: "VEX_UNJUSTIFIED",
  title: "every not_affected statement that matters says why",
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

/** Each VEX statement with what became of it and why. */
export const vexSummary = defineAssessor({
  section: "vex_summary",
  options: z.undefined(),
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
        statements: vexStatements.map((statement) =>
          present({
            vulnerability: statement.vulnerability,
            status: statement.status,
            justification: statement.justification,
            impact: statement.impact,
            author: statement.author,
            timestamp: statement.timestamp,
            product_count: statement.products.length,
            outcome: statement.outcome,
            why: statement.why,
            matched: statement.matched.length === 0 ? undefined : statement.matched,
            source: sourceText(statement.source),
          }),
        ),
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
  const what = status === "unknown" ? "may clear nothing: no justification" : "nothing in the release answers to";
  return ruleResult(rule, status, `${counted(statements.length, "VEX statement")} that ${what}`, {
    evidence: evidenceOf(statements, (statement) => ({
      id: `${statement.vulnerability} ${statement.status}`,
      what: `${statement.status} for ${statement.vulnerability}: ${statement.why}`,
      where: sourceText(statement.source),
      fix:
        status === "unknown"
          ? "add a justification or an impact statement"
          : "name the affected package's purl, or the subject of the SBOM, as the product",
    })),
  });
}
