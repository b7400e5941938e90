import type { Manifest } from "../domain/bundle.ts";
import type { StatementSubject } from "../standards/in-toto.ts";
import { manifestFile } from "./bundle.ts";
import { canonicalOrNothing } from "./document.ts";
import { readStageDocument } from "./stage-document.ts";

/**
 * What a signature says of a document besides its digest. It is made from the document alone, by the signer and again
 * by the verifier, so that a statement cannot say other than what it is about.
 * The types are identifiers of these formats and no location: nothing is there to be fetched.
 */
export const stagePredicateType = "https://fixops.dev/predicates/stage/v1";
export const decisionPredicateType = "https://fixops.dev/predicates/decision/v1";

/** A document, and what a statement about it says. */
export type Claim = {
  /** File name, the name of the statement's subject. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the statement is about; the document itself unless given. */
  readonly subject?: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: { readonly [member: string]: unknown };
  /** Id of the key that the document itself says it is signed with. */
  readonly keyId?: string;
};

/** The claim of a stage document: its frame, inputs by their digests. Throws INTEGRITY_MANIFEST for another document. */
export function stageClaim(name: string, bytes: Uint8Array): Claim {
  const { app_id, artefacts, as_of, commit, inputs, overlay, previous, run_id, sequence, stage, tool } =
    readStageDocument(bytes, name).frame;
  return {
    name,
    bytes,
    predicateType: stagePredicateType,
    predicate: {
      app_id,
      artefacts: digestsOf(artefacts),
      as_of,
      ...(commit !== undefined && { commit }),
      inputs: digestsOf(inputs),
      overlay: { mode: overlay.mode, sha256: overlay.sha256 },
      previous,
      run_id,
      sequence,
      stage,
      tool,
    },
  };
}

/** What the claim of a run takes from its decision; also the stage that went before, when there was one. */
export type DecisionFacts = {
  readonly reasons: readonly { readonly code: string }[];
  readonly commit?: string;
  readonly previous?: unknown;
};

/** The claim of a run: about its manifest, whose digests cover every other file. */
export function decisionClaim(manifest: Manifest, bytes: Uint8Array, decision: DecisionFacts): Claim {
  const { app, as_of, bundle, inputs, mode, overlay, run_id, signed_by, tool, verdict } = manifest;
  return {
    name: manifestFile,
    bytes,
    predicateType: decisionPredicateType,
    predicate: {
      app,
      as_of,
      artefacts: digestsOf(manifest.files),
      bundle: { sha256: bundle.sha256 },
      ...(decision.commit !== undefined && { commit: decision.commit }),
      inputs: digestsOf(inputs),
      mode,
      overlay: { mode: overlay.mode, sha256: overlay.sha256 },
      previous: decision.previous ?? null,
      reasons: decision.reasons.map(({ code }) => code),
      run_id,
      stage: "decision",
      tool,
      verdict,
    },
    ...(signed_by !== undefined && { keyId: signed_by.key_id }),
  };
}

type Digest = { readonly name: string; readonly sha256: string };

function digestsOf(files: readonly Digest[]): readonly Digest[] {
  return files.map(({ name, sha256 }) => ({ name, sha256 }));
}

/** The members of the predicate whose value is not that of the claim; none when all agree. */
export function differingMembers(found: unknown, claim: Claim): readonly string[] {
  const given = new Map(Object.entries(found ?? {}));
  const expected = new Map(Object.entries(claim.predicate));
  const names = [...new Set([...expected.keys(), ...given.keys()])];
  return names.filter((name) => !isSame(given.get(name), expected.get(name)));
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalOrNothing([a ?? null]) === canonicalOrNothing([b ?? null]);
}
