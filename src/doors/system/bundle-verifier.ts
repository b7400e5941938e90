import { type Bundle, bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { type Signer, toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { reasonOf } from "../../domain/error.ts";
import type { BundleVerdict, BundleVerifier } from "../../domain/trust.ts";
import { shorten } from "../../standards/wire.ts";

/**
 * Sigstore's own verification, offline: certificate chain at the time of signing, signed certificate timestamp,
 * inclusion in the transparency log, timestamps, signature. Loaded late: it is as large as the rest of the gate.
 * A root without logs (that of a private instance, as GitHub's) asks for none; a timestamp is always asked for.
 * Throws an Error for what is no trusted root.
 */
export const bundleVerifier: BundleVerifier = (root) => {
  const trusted = TrustedRoot.fromJSON(root);
  if (!trusted.mediaType.startsWith("application/vnd.dev.sigstore.trustedroot")) {
    throw new SyntaxError("its media type is not that of a Sigstore trusted root");
  }
  if (trusted.certificateAuthorities.length === 0) throw new SyntaxError("it names no certificate authority");
  const verifier = new Verifier(toTrustMaterial(trusted), {
    ctlogThreshold: trusted.ctlogs.length > 0 ? 1 : 0,
    tlogThreshold: trusted.tlogs.length > 0 ? 1 : 0,
    timestampThreshold: 1,
  });
  return (bundle) => verdictOf(verifier, bundle);
};

/** The bundle is hostile until it is verified: whatever the library throws on it means that it does not hold. */
function verdictOf(verifier: Verifier, value: unknown): BundleVerdict {
  try {
    const bundle = bundleFromJSON(value);
    const payload = payloadOf(bundle);
    if (payload === undefined) return { holds: false, reason: "it holds no DSSE envelope" };
    if (isOverfull(bundle)) return { holds: false, reason: `it has more than ${maxProofs} log entries or timestamps` };
    return { holds: true, payload, ...identityOf(verifier.verify(toSignedEntity(bundle))) };
  } catch (error) {
    return { holds: false, reason: shorten(reasonOf(error), maxReason) };
  }
}

/** The library's sentences are short; some repeat what stands in the bundle. */
const maxReason = 200;

/** As other clients count: the library compares each timestamp with each other one. */
const maxProofs = 32;

function isOverfull({ verificationMaterial: { tlogEntries, timestampVerificationData } }: Bundle): boolean {
  return tlogEntries.length + (timestampVerificationData?.rfc3161Timestamps.length ?? 0) > maxProofs;
}

function payloadOf({ content }: Bundle): Uint8Array | undefined {
  return content.$case === "dsseEnvelope" ? new Uint8Array(content.dsseEnvelope.payload) : undefined;
}

function identityOf({ identity }: Signer): Pick<BundleVerdict & { readonly holds: true }, "identity"> {
  const subject = identity?.subjectAlternativeName;
  const issuer = identity?.extensions?.issuer;
  return subject === undefined || issuer === undefined ? {} : { identity: { subject, issuer } };
}
