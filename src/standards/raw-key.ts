import { createPrivateKey, createPublicKey } from "node:crypto";
import { parsePem } from "./pem.ts";
import { publicKeyOfPrivate } from "./private-key.ts";
import { type PublicKey, publicKeyOf, type SignatureAlgorithm } from "./signature.ts";

/** Keys as bare bytes, for formats that have no DER. A JSON Web Key (RFC 7517) is the way in and out of the runtime. */

/** The members of a public key as a JSON Web Key (RFC 7518 §6.2.1, RFC 8037 §2). */
type PublicJwk = { readonly kty: string; readonly crv: string; readonly x: string; readonly y?: string };

/** Ed25519: its 32 bytes (RFC 8032 §5.1.2); P-256: X ‖ Y (SEC 1 §2.3.3 without the first byte). */
const publicBytes: Record<SignatureAlgorithm, number> = { ed25519: 32, "ecdsa-p256": 64 };

/** The bytes of a public key: 32 of Ed25519, 64 (X ‖ Y) of P-256. */
export function rawPublicKey({ algorithm, pem }: PublicKey): Uint8Array {
  return parsePem(pem).der.slice(-publicBytes[algorithm]);
}

/** The opposite of `rawPublicKey`. Throws a SyntaxError for another number of bytes, or what is no point of the curve. */
export function publicKeyOfRaw(algorithm: SignatureAlgorithm, raw: Uint8Array): PublicKey {
  if (raw.length !== publicBytes[algorithm]) {
    throw new SyntaxError(`a key of ${algorithm} has ${publicBytes[algorithm]} bytes, got ${raw.length}`);
  }
  return publicKeyOf(spkiOf(algorithm === "ed25519" ? ed25519Jwk(raw) : p256Jwk(raw)));
}

function ed25519Jwk(raw: Uint8Array): PublicJwk {
  return { kty: "OKP", crv: "Ed25519", x: base64UrlBare(raw) };
}

function p256Jwk(raw: Uint8Array): PublicJwk {
  return { kty: "EC", crv: "P-256", x: base64UrlBare(raw.subarray(0, 32)), y: base64UrlBare(raw.subarray(32)) };
}

function spkiOf(jwk: PublicJwk): Uint8Array {
  try {
    return new Uint8Array(createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "der" }));
  } catch {
    throw new SyntaxError("the key is no point of its curve");
  }
}

function base64UrlBare(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * The 32 bytes of a private key in PEM: the seed of Ed25519 (RFC 8032 §5.1.5), the scalar of P-256, big endian. Throws
 * as `publicKeyOfPrivate` does. Never print it.
 */
export function rawPrivateKey(pem: string): Uint8Array {
  publicKeyOfPrivate(pem);
  const { d = "" } = createPrivateKey(pem).export({ format: "jwk" });
  return Uint8Array.fromBase64(d, { alphabet: "base64url" });
}
