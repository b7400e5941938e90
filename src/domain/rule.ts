/** What a rule may do to the verdict when it fails; `warn` and `shadow` never change it. */
export const enforcements = ["block", "conditional", "warn", "shadow"] as const;

export type Enforcement = (typeof enforcements)[number];

export const ruleStatuses = ["pass", "fail", "unknown", "not_applicable", "waived"] as const;

export type RuleStatus = (typeof ruleStatuses)[number];

/** A rule as declared beside the assessor that evaluates it. */
export type Rule = {
  /** `<family>/<name>`; the overlay sets `rules.<id>.enforce`. */
  readonly id: string;
  /** The reason code that the decision prints, for machines. */
  readonly code: string;
  readonly title: string;
  /** What a failure does unless the overlay says otherwise. */
  readonly enforce: Enforcement;
  /** Where the rule comes from: the contract, a standard, a directive. */
  readonly source: string;
};

/** One thing that made a rule fail or stay unknown. */
export type RuleEvidence = {
  /** Vulnerability id, finding fingerprint, input name… */
  readonly id: string;
  /** One line for people. */
  readonly what: string;
  /** Where it is in an input: `scan.json#/matches/3`, `src/app.ts:12`. */
  readonly where?: string;
  /** What would remove it: "upgrade lodash to 4.17.21". */
  readonly fix?: string;
  /** The upgrade that removes it: to any one of these versions, or a later one. */
  readonly upgrade?: { readonly package: string; readonly to: readonly string[] };
};

/** How one rule came out. `count` is all evidence, `evidence` the worst of it (at most `maxEvidence`). */
export type RuleResult = {
  readonly rule: string;
  readonly status: RuleStatus;
  readonly message: string;
  /** The limit that was applied, spelled as in the overlay: `guardrails.fail_on = high`. */
  readonly threshold?: string;
  readonly count: number;
  readonly evidence: readonly RuleEvidence[];
};

/** A rule result lists this many pieces of evidence at most; `count` tells how many there are, the sections hold them all. */
export const maxEvidence = 20;
