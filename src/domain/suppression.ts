/** Someone set an item aside; it is recorded and counted, never deleted. */
export type Suppression = {
  /** Where the suppression was written: SARIF `inSource` or `external`, a scanner's ignore rule. */
  readonly kind: "in_source" | "external" | "tool";
  /** SARIF status; absent means accepted (SARIF 2.1.0 §3.35.3). `rejected` and `under_review` do not suppress. */
  readonly status?: "accepted" | "under_review" | "rejected";
  /** The reason that somebody gave. */
  readonly justification?: string;
  /** What set the item aside, in the tool's terms: its ignore rule, its status. That is no reason. */
  readonly rule?: string;
};

/** True when the suppression takes effect. */
export function isEffective(suppression: Suppression): boolean {
  return suppression.status === undefined || suppression.status === "accepted";
}
