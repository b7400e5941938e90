import { present } from "../../domain/present.ts";
import type { Artefact } from "../../domain/provenance.ts";
import type { Json } from "../../domain/section.ts";
import { sourceText } from "../../domain/source.ts";
import type { ProvenanceBasis } from "../../domain/trust.ts";
import { shorten } from "../../standards/wire.ts";
import type { ReleaseArtefact } from "./artefacts.ts";
import type { BuildLevel } from "./level.ts";
import type { PolicyCheck } from "./policy.ts";
import { type StatementReview, standingOf } from "./review.ts";
import type { CheckedSignature, SignatureCheck } from "./signature.ts";

/** Subjects, artefacts and signatures named at most; a release can have hundreds. */
const maxNamed = 20;

/** One statement as the section writes it: what it says, and what of that was found to hold. */
export function statementRecord(review: StatementReview): Json {
  const { statement, signature, subject, level } = review;
  const { origin } = statement;
  return present({
    predicate_type: statement.predicateType,
    statement_type: statement.statementType,
    signature: signatureRecord(signature),
    signer: signerRecord(signature),
    subject_match: present({ status: subject.status, artefacts: artefactRecords(subject.artefacts) }),
    slsa_build: levelRecord(level),
    policy: policyRecord(review),
    reasons: reasonsOf(review),
    builder: statement.builder,
    build_type: statement.buildType,
    source_uri: origin?.uri ?? origin?.name,
    source_ref: statement.ref,
    source_digests: origin === undefined ? undefined : Object.fromEntries(origin.digests),
    subject_count: statement.subjects.length,
    subjects: statement.subjects.slice(0, maxNamed).map(subjectRecord),
    dependency_count: statement.dependencies.length,
    started_on: statement.startedOn,
    finished_on: statement.finishedOn,
    envelope: statement.envelope,
    signatures: statement.signatures,
    source: sourceText(statement.source),
  });
}

/** What was verified with, so that the same can be done again. */
export function basisRecord({ keys, roots }: ProvenanceBasis): Json {
  return {
    keys: keys.map(({ name, algorithm, keyId }) => ({ name, algorithm, key_id: keyId })),
    roots: roots.map(({ name, sha256 }) => ({ name, sha256 })),
  };
}

/** The artefacts of the release that statements are compared with. */
export function artefactRecords(artefacts: readonly ReleaseArtefact[]): readonly Json[] {
  return artefacts
    .slice(0, maxNamed)
    .map(({ name, algorithm, digest, origin }) => ({ name, digest: `${algorithm}:${digest}`, origin }));
}

function subjectRecord({ name, digests }: Artefact): Json {
  return present({ name, digests: Object.fromEntries(digests) });
}

function signatureRecord({ status, signatures }: SignatureCheck): Json {
  return { status, each: signatures.slice(0, maxNamed).map(eachRecord) };
}

/** `made_by_given_key` says no for a signature that a certificate vouches for; the status tells of those. */
function eachRecord({ keyid, madeBy }: CheckedSignature): Json {
  return present({
    keyid: keyid === undefined ? undefined : shorten(keyid, maxKeyid),
    made_by_given_key: madeBy?.keyId ?? false,
  });
}

/** A keyid is any text; the usual ones are digests. */
const maxKeyid = 200;

function signerRecord({ signer }: SignatureCheck): Json | undefined {
  if (signer === undefined) return undefined;
  if ("identity" in signer) return { subject: signer.identity.subject, issuer: signer.identity.issuer };
  return { key_id: signer.key.keyId, name: signer.key.name };
}

function levelRecord(level: BuildLevel): Json {
  return level.standing === "unknown" ? { standing: "unknown" } : { standing: level.standing, level: level.level };
}

function policyRecord(review: StatementReview): Json | undefined {
  const claims = claimsOf(review.policy);
  if (claims.length === 0) return undefined;
  return Object.fromEntries(claims.map(([name, claim]) => [name, standingOf(claim, review).status]));
}

function claimsOf({ builder, source, ref, materials }: PolicyCheck) {
  return Object.entries({ builder, source, ref, materials }).flatMap(([name, claim]) =>
    claim === undefined ? [] : [[name, claim] as const],
  );
}

function reasonsOf(review: StatementReview): readonly string[] {
  const claims = claimsOf(review.policy).map(([, claim]) => standingOf(claim, review).reason);
  return [review.signature.reason, review.subject.reason, ...claims];
}
