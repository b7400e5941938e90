import type { Source } from "./source.ts";

/** An in-toto *subject*, or a *resolved dependency* (SLSA v1), or a *material* (SLSA v0.2). */
export type Artefact = {
  readonly name?: string;
  readonly uri?: string;
  /** Algorithm → digest in hex, as given. */
  readonly digests: readonly (readonly [algorithm: string, digest: string])[];
};

/**
 * The signed bytes of a statement, and what was signed over them (DSSE 1.0.2). It serves verification alone and is
 * written nowhere.
 */
export type SealedStatement = {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: Uint8Array }[];
  /** The Sigstore bundle that holds the envelope, parsed. */
  readonly bundle?: unknown;
};

/**
 * An in-toto Statement as some envelope carries it. Reading it verifies nothing:
 * who signed it, and whether the signature holds, is for `assess` to find out.
 */
export type ProvenanceStatement = {
  /** `_type` of the statement. */
  readonly statementType: string;
  readonly predicateType: string;
  readonly subjects: readonly Artefact[];
  /** SLSA `builder.id`. */
  readonly builder?: string;
  readonly buildType?: string;
  /** Where the source came from, when the predicate tells: the entry point's repository with its digest. */
  readonly origin?: Artefact;
  /** The branch or tag that was built, when the predicate tells: `refs/heads/main`. */
  readonly ref?: string;
  readonly dependencies: readonly Artefact[];
  /** RFC 3339, as given. */
  readonly startedOn?: string;
  readonly finishedOn?: string;
  /** How it was wrapped: bare, in a DSSE envelope, in a Sigstore bundle. */
  readonly envelope: "none" | "dsse" | "sigstore";
  readonly signatures: number;
  /** Absent for a bare statement. */
  readonly sealed?: SealedStatement;
  readonly source: Source;
};
