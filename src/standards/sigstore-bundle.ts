import { type DsseEnvelope, parseEnvelope, type WireEnvelope, wireEnvelope } from "./dsse.ts";
import { at, field, isObject, text } from "./wire.ts";

/** Sigstore bundle v0.3 (github.com/sigstore/protobuf-specs, sigstore_bundle.proto) of an envelope signed with a key. */
export const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** Both ways to write the media type: v0.1 and v0.2 have a parameter, v0.3 has it in the name. */
const mediaTypes = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=(0\.[123])|\.v(0\.[123])\+json)$/;

/** A bundle as it stands in JSON: a key without certificate, log entry or time stamp. */
export type WireBundle = {
  readonly mediaType: typeof bundleMediaType;
  readonly verificationMaterial: { readonly publicKey: { readonly hint: string } };
  readonly dsseEnvelope: WireEnvelope;
};

/** A bundle around an envelope; `hint` says which key to try, and is absent where the material is a certificate. */
export type SigstoreBundle = { readonly envelope: DsseEnvelope; readonly hint?: string };

/** `hint`: base64 of the SHA-256 of the key's SubjectPublicKeyInfo, as cosign takes it. */
export function makeBundle(envelope: DsseEnvelope, hint: string): WireBundle {
  return {
    mediaType: bundleMediaType,
    verificationMaterial: { publicKey: { hint } },
    dsseEnvelope: wireEnvelope(envelope),
  };
}

/** True for what says of itself that it is a Sigstore bundle, of whatever version, or has the members of one. */
export function isBundle(value: unknown): boolean {
  if (text(value, "mediaType")?.startsWith("application/vnd.dev.sigstore.bundle") === true) return true;
  const isSigned = isObject(field(value, "dsseEnvelope")) || isObject(field(value, "messageSignature"));
  return isSigned && isObject(field(value, "verificationMaterial"));
}

/** `0.1`, `0.2` or `0.3`; undefined for another version or none. */
export function bundleVersion(value: unknown): string | undefined {
  const found = mediaTypes.exec(text(value, "mediaType") ?? "");
  return found?.[1] ?? found?.[2];
}

/**
 * Reads a bundle around an envelope from parsed JSON. Throws a SyntaxError, whose message ends a sentence about it,
 * for another version and for a bundle that signs a file instead.
 */
export function parseBundle(value: unknown): SigstoreBundle {
  if (bundleVersion(value) === undefined) throw new SyntaxError("it is no Sigstore bundle of version 0.1, 0.2 or 0.3");
  const envelope = field(value, "dsseEnvelope");
  if (!isObject(envelope)) throw new SyntaxError("it holds no envelope");
  const hint = text(at(value, "verificationMaterial", "publicKey"), "hint");
  return { envelope: parseEnvelope(envelope), ...(hint !== undefined && { hint }) };
}
