import type { Source } from "./source.ts";

/** An in-toto *subject*, or a *resolved dependency* (SLSA v1), or a *material* (SLSA v0.2). */
export type Artefact = {
  readonly name?: string;
  readonly uri?: string;
  /** Algorithm → digest in hex, as given. */
  readonly digests: readonly (readonly [algorithm: string, digest: string])[];
};

/**
 * An in-toto Statement as some envelope carries it. It was read, and nothing about it was verified:
 * who signed it, and whether the signature holds, is unknown.
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
  readonly dependencies: readonly Artefact[];
  /** RFC 3339, as given. */
  readonly startedOn?: string;
  readonly finishedOn?: string;
  /** How it was wrapped: bare, in a DSSE envelope, in a Sigstore bundle. */
  readonly envelope: "none" | "dsse" | "sigstore";
  readonly signatures: number;
  readonly source: Source;
};
