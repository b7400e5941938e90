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
  /**
   * The versions that the statement is limited to: a `vers:` URI, comparators (`>=1, <2`) or intervals (`[1,2)`).
   * With subcomponents it limits the product, not them. How readers fill it:
   * CycloneDX `affects[].versions[]`: one product for each entry, `range` as written, `version` as `vers:<type>/<version>`,
   * none for the component's own version;
   * CSAF branch `product_version_range`: the branch's name as written; `product_version` belongs into the purl;
   * OpenVEX has no ranges: a purl without version means every version, and no `versions`.
   * A text that cannot be read covers nothing that would be cleared.
   */
  readonly versions?: string;
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

/** One step of matching a statement: what was asked, whether it held, and by what. */
export type TraceStep = {
  readonly step: "vulnerability" | "product" | "precedence" | "trust";
  readonly held: boolean;
  readonly text: string;
};

/** A statement after correlation. */
export type MatchedStatement = VexStatement & {
  /** Keys of the vulnerabilities that it was matched to. */
  readonly matched: readonly string[];
  readonly outcome: "applied" | "superseded" | "doubtful" | "unmatched";
  /** Why the outcome, for people: "no scanner reported CVE-…", "a later statement of … wins". */
  readonly why: string;
  /** The steps of matching in order, to the first that failed. */
  readonly trace: readonly TraceStep[];
  /** Of a statement that changes nothing: what it would have needed. */
  readonly nearestMiss?: string;
};

/** Statements of different status about one vulnerability of one package. */
export type VexConflict = {
  /** Key of the vulnerability. */
  readonly vulnerability: string;
  /** The one that counts first, then from the strongest to the weakest. */
  readonly statements: readonly {
    readonly status: VexStatus;
    readonly author?: string;
    readonly timestamp?: string;
    readonly source: Source;
  }[];
  /** Why the first counts: "names the exact version", "its author stands higher in trusted_authors"… */
  readonly why: string;
};

/** How statements are weighed, as the overlay spells it. */
export type VexOptions = {
  /** Whole names of authors from the most trusted on; case does not matter. Empty: all are equal. */
  readonly trusted_authors: readonly string[];
  /** Days after which a statement clears nothing; absent: it never expires. */
  readonly max_age_days?: number | undefined;
  /** Vulnerabilities whose statements clear nothing after a day (`2026-12-31`, its end in UTC). */
  readonly expiry: readonly { readonly vulnerability: string; readonly until: string }[];
};

/** All authors are equal and nothing expires. @internal: tests start from it. */
export const defaultVexOptions: VexOptions = { trusted_authors: [], expiry: [] };
