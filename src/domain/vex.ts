import type { Source } from "./source.ts";

/** OpenVEX and CSAF status words; CycloneDX states are translated by its reader. */
export const vexStatuses = ["not_affected", "affected", "fixed", "under_investigation"] as const;

export type VexStatus = (typeof vexStatuses)[number];

/** A product or subcomponent as a statement names it. */
export type VexProduct = {
  /** As written: a purl, a bom-ref, a BOM-Link, a CPE, a name. */
  readonly id: string;
  /** Canonical purl, when the id or an identifier is one, or when the document itself resolves the reference. */
  readonly purl?: string;
  /** True when the statement is limited to versions that are not known to be this product's own: it covers nothing. */
  readonly isLimited?: true;
  readonly subcomponents: readonly { readonly id: string; readonly purl?: string }[];
};

/** One statement: this vulnerability, these products, this status. */
export type VexStatement = {
  readonly vulnerability: string;
  readonly aliases: readonly string[];
  readonly products: readonly VexProduct[];
  readonly status: VexStatus;
  readonly justification?: string;
  readonly impact?: string;
  readonly action?: string;
  /** RFC 3339; the document's own when the statement has none; absent when neither has one. */
  readonly timestamp?: string;
  readonly author?: string;
  readonly source: Source;
};

/** What a statement did to a vulnerability. */
export type VexApplication = {
  readonly status: VexStatus;
  readonly justification?: string;
  readonly impact?: string;
  readonly author?: string;
  readonly timestamp?: string;
  /** True when the statement may not close the vulnerability: not_affected without a justification or impact. */
  readonly doubtful: boolean;
  readonly source: Source;
};

/** A statement after correlation. */
export type MatchedStatement = VexStatement & {
  /** Keys of the vulnerabilities that it was matched to. */
  readonly matched: readonly string[];
  readonly outcome: "applied" | "superseded" | "doubtful" | "unmatched";
  /** Why the outcome, for people: "no scanner reported CVE-…", "a later statement of … wins". */
  readonly why: string;
};
