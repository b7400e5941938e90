import { present } from "../domain/present.ts";
import type { Json } from "../domain/section.ts";
import { sourceText } from "../domain/source.ts";
import type { MatchedStatement, VexConflict } from "../domain/vex.ts";

/** What became of one statement, as the bundle and `explain vex` show it. */
export type VexExplanation = {
  readonly vulnerability: string;
  readonly status: string;
  readonly justification?: string;
  readonly impact?: string;
  readonly author?: string;
  readonly timestamp?: string;
  readonly product_count: number;
  readonly outcome: MatchedStatement["outcome"];
  readonly why: string;
  /** Of a statement that changes nothing: what it would have needed. */
  readonly nearest_miss?: string;
  /** The steps of matching in order, to the first that failed. */
  readonly trace: readonly { readonly step: string; readonly held: boolean; readonly text: string }[];
  /** Keys of the vulnerabilities that it covers. */
  readonly matched?: readonly string[];
  /** Where it stands: `vex.json#/statements/0`. */
  readonly source: string;
};

/** Statements in the order of the inputs, each with its outcome, its trace and, when it is unused, the nearest miss. */
export function explainVex(statements: readonly MatchedStatement[]): readonly VexExplanation[] {
  return statements.map((statement) =>
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
      nearest_miss: statement.nearestMiss,
      trace: statement.trace.map(({ step, held, text }) => ({ step, held, text })),
      matched: statement.matched.length === 0 ? undefined : statement.matched,
      source: sourceText(statement.source),
    }),
  );
}

/** Conflicts for the bundle, the statement that counts first. */
export function conflictRecords(conflicts: readonly VexConflict[]): Json {
  return conflicts.map(({ vulnerability, statements, why }) => ({
    vulnerability,
    why,
    statements: statements.map(({ status, author, timestamp, source }) =>
      present({ status, author, timestamp, source: sourceText(source) }),
    ),
  }));
}
