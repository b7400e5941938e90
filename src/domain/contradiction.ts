import type { PackageRef } from "./vulnerability.ts";

/** What scanners disagree on: whether a package has the vulnerability, how bad it is, or which version fixes it. */
export const disputes = ["presence", "severity", "fix"] as const;

export type Dispute = (typeof disputes)[number];

/** Two or more scanners that looked at one package say different things of one vulnerability. */
export type Contradiction = {
  /** The vulnerability's id. */
  readonly id: string;
  readonly package: PackageRef;
  readonly what: Dispute;
  /** What each scanner says, by its name. */
  readonly values: readonly { readonly tool: string; readonly value: string }[];
  /** The value that the decision used. */
  readonly used: string;
  readonly why: string;
};

export type Contradictions = {
  /** All of them, by what they are about. */
  readonly counts: { readonly [What in Dispute]: number };
  /** The worst of each sort. */
  readonly rows: readonly Contradiction[];
};

/** No scanner contradicts another. */
export const noContradictions: Contradictions = { counts: { presence: 0, severity: 0, fix: 0 }, rows: [] };
