import type { z } from "zod";
import type { Model } from "../domain/model.ts";
import { maxEvidence, type Rule, type RuleEvidence, type RuleResult, type RuleStatus } from "../domain/rule.ts";
import type { Section } from "../domain/section.ts";

/** What an assessor says: its section of the bundle, and how its rules came out. */
export type Assessment = { readonly section: Section; readonly results: readonly RuleResult[] };

/**
 * One section of the bundle. It judges and never decides: what a failed rule does to the verdict
 * is the business of `decide` and the overlay. It never looks at another assessor or at a clock.
 */
export type Assessor<Schema extends z.ZodType> = {
  /** Key of the section in the bundle. */
  readonly section: string;
  /** Its key in the overlay and what may stand there, with defaults. */
  readonly options: Schema;
  readonly rules: readonly Rule[];
  readonly assess: (model: Model, options: z.output<Schema>) => Assessment;
};

/** Ties `assess` to the type of its own options. */
export function defineAssessor<Schema extends z.ZodType>(assessor: Assessor<Schema>): Assessor<Schema> {
  return assessor;
}

/** How much evidence there is, and the first pieces of it. */
export type Evidence = { readonly count: number; readonly first: readonly RuleEvidence[] };

type ResultDetails = { readonly threshold?: string; readonly evidence?: Evidence };

/** Evidence of items that are given worst first; only the pieces that a result keeps are worded. */
export function evidenceOf<T>(items: readonly T[], word: (item: T) => RuleEvidence): Evidence {
  return { count: items.length, first: items.slice(0, maxEvidence).map(word) };
}

/** A rule result. */
export function ruleResult(rule: Rule, status: RuleStatus, message: string, details: ResultDetails = {}): RuleResult {
  const { count, first } = details.evidence ?? { count: 0, first: [] };
  return {
    rule: rule.id,
    status,
    message,
    ...(details.threshold !== undefined && { threshold: details.threshold }),
    count,
    evidence: first,
  };
}

/** A section without a body, because there was nothing to evaluate. */
export function notEvaluated(why: string): Section {
  return { status: "not_evaluated", why };
}
