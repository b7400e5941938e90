import { present } from "../../domain/present.ts";
import type { ProvenanceStatement, SealedStatement } from "../../domain/provenance.ts";
import type { Identity, ProvenanceBasis, TrustedKey, TrustedRoot } from "../../domain/trust.ts";
import { preAuthEncoding } from "../../standards/dsse.ts";
import { at, isObject, list } from "../../standards/wire.ts";
import type { ProvenanceOptions } from "./options.ts";
import { matches } from "./pattern.ts";

/** One signature of an envelope, and the given key that made it. */
export type CheckedSignature = { readonly keyid?: string; readonly madeBy?: TrustedKey };

/**
 * Whether the signature of a statement holds. `verified`: by a given key, or under a given root by an identity that the
 * overlay expects. `failed`: there was what to verify with, and it does not hold. `unknown`: there was not.
 */
export type SignatureCheck = {
  readonly status: "verified" | "failed" | "unknown";
  /** Who signed, as far as that is proven. */
  readonly signer?: { readonly key: TrustedKey } | { readonly identity: Identity };
  /** Every signature of the envelope. */
  readonly signatures: readonly CheckedSignature[];
  readonly reason: string;
};

/** The signer as `signed_by` names it: the subject of the certificate, or the id of the key; undefined when not proven. */
export function signerName({ signer }: SignatureCheck): string | undefined {
  if (signer === undefined) return undefined;
  return "identity" in signer ? signer.identity.subject : signer.key.keyId;
}

type Setting = { readonly basis: ProvenanceBasis; readonly identities: ProvenanceOptions["identities"] };

/** Each signature is tried with each key, and each try hashes the payload; real envelopes carry one to three. */
const maxSignatures = 32;

/** Verifies the signatures of one statement against what was given. Nothing but the given keys and roots is trusted. */
export function checkSignature({ sealed }: ProvenanceStatement, setting: Setting): SignatureCheck {
  const { keys, roots } = setting.basis;
  const isAsked = keys.length + roots.length > 0;
  if (sealed === undefined || sealed.signatures.length === 0) return untried("it carries no signature", isAsked);
  if (sealed.signatures.length > maxSignatures) {
    return untried(`it carries ${sealed.signatures.length} signatures; at most ${maxSignatures} are tried`, isAsked);
  }
  const signatures = checkedSignatures(sealed, keys);
  const madeBy = signatures.find((one) => one.madeBy !== undefined)?.madeBy;
  if (madeBy !== undefined) {
    const reason = `signed by the given key ${madeBy.name}`;
    return { status: "verified", signer: { key: madeBy }, signatures, reason };
  }
  if (hasCertificate(sealed.bundle)) return { ...checkBundle(sealed, setting), signatures };
  if (keys.length === 0) return { status: "unknown", signatures, reason: "no trusted key was given" };
  return { status: "failed", signatures, reason: "none of the given keys made a signature over this payload" };
}

function untried(reason: string, isAsked: boolean): SignatureCheck {
  return { status: isAsked ? "failed" : "unknown", signatures: [], reason };
}

/** The `keyid` of a signature is a hint that nothing authenticates, so every key is tried (DSSE 1.0.2, protocol.md). */
function checkedSignatures(sealed: SealedStatement, keys: readonly TrustedKey[]): readonly CheckedSignature[] {
  const message = preAuthEncoding(sealed.payloadType, sealed.payload);
  return sealed.signatures.map(({ keyid, sig }) =>
    present({ keyid, madeBy: keys.find((key) => key.verify(message, sig)) }),
  );
}

/** A bundle names a key by a hint, or holds a certificate: alone since 0.3, in a chain before. */
function hasCertificate(bundle: unknown): boolean {
  const material = at(bundle, "verificationMaterial");
  return isObject(at(material, "certificate")) || list(at(material, "x509CertificateChain"), "certificates").length > 0;
}

function checkBundle(
  { bundle, payload }: SealedStatement,
  { basis, identities }: Setting,
): Omit<SignatureCheck, "signatures"> {
  if (basis.roots.length === 0) {
    return { status: "unknown", reason: "it is signed with a certificate, and no trusted root was given" };
  }
  const verdicts = basis.roots.map((root) => verdictUnder(root, bundle, payload));
  const held = verdicts.find((verdict) => verdict.holds);
  if (held?.holds) return checkIdentity(held.identity, identities);
  const reasons = verdicts.flatMap((verdict) => (verdict.holds ? [] : [verdict.reason]));
  return { status: "failed", reason: `the bundle does not verify: ${[...new Set(reasons)].join("; ")}` };
}

/** What was verified must be what was read: two readers may take two payloads from one bundle. */
function verdictUnder(root: TrustedRoot, bundle: unknown, payload: Uint8Array): ReturnType<TrustedRoot["verify"]> {
  const verdict = root.verify(bundle);
  if (!verdict.holds || isSame(verdict.payload, payload)) return verdict;
  return { holds: false, reason: "its signed payload is not the one that was read" };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The public roots give a certificate to anyone with an account: only an expected identity makes a signer trusted. */
function checkIdentity(
  identity: Identity | undefined,
  expected: Setting["identities"],
): Omit<SignatureCheck, "signatures"> {
  if (identity === undefined) return { status: "failed", reason: "its certificate names no identity" };
  const who = `${identity.subject} (issuer ${identity.issuer})`;
  const signer = { identity };
  if (expected.length === 0) {
    return { status: "unknown", signer, reason: `signed by ${who}, and provenance.identities expects nobody` };
  }
  const isExpected = expected.some(
    ({ subject, issuer }) => matches(subject, identity.subject) && issuer === identity.issuer,
  );
  if (isExpected) return { status: "verified", signer, reason: `signed by ${who}` };
  return { status: "failed", signer, reason: `signed by ${who}, who is not among provenance.identities` };
}
