import type { Enforcement, RuleEvidence, RuleResult } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

/** Why the verdict is not better; written to `decision.json` as it is. */
export type Reason = {
  readonly code: string;
  readonly rule: string;
  /** The verdict that this reason alone would give. */
  readonly verdict: Verdict;
  readonly message: string;
  readonly threshold?: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly count: number;
  readonly evidence: readonly RuleEvidence[];
};

/** A rule result with what the overlay makes of it. */
export type WeighedRule = RuleResult & {
  readonly title: string;
  readonly enforce: Enforcement;
  /** Set while the rule is not in force yet: counted as `shadow` until that date. */
  readonly effectiveOn?: string;
};

/** The end of `decide`. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Rules that failed or are unknown without changing the verdict (warn, shadow). */
  readonly warnings: readonly Reason[];
  /** What would change the verdict, one imperative sentence each, most important first. */
  readonly toGo: readonly string[];
  readonly rules: readonly WeighedRule[];
};
