import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { makePrivateKey, publicKeyOfPrivate } from "./private-key.ts";
import { rawPrivateKey, rawPublicKey } from "./raw-key.ts";

/** The Ed25519 key that signs the checkpoints of a log, and nothing else. */
export type LogKey = {
  /** 32 bytes (RFC 8032 §5.1.2), as signed notes carry it. */
  readonly publicKey: Uint8Array;
  /** The private key in PEM (PKCS #8). Never print it. */
  readonly pem: string;
};

/** What separates this key from whatever else may one day be derived from the same one. */
const info = "fixops checkpoint key v1";

/**
 * The log key that belongs to a signing key, for those who were given no log key of their own: HKDF-SHA256 (RFC 5869)
 * without salt over the bytes of the private key (`rawPrivateKey`) gives the seed. Throws as `publicKeyOfPrivate` does.
 */
export function deriveLogKey(signingKey: string): LogKey {
  const seed = hkdfSha256(rawPrivateKey(signingKey), new Uint8Array(), new TextEncoder().encode(info), 32);
  return logKeyOf(makePrivateKey("ed25519", () => seed));
}

/** HKDF-SHA256 (RFC 5869). Throws a RangeError for more than 8,160 bytes. */
export function hkdfSha256(ikm: Uint8Array, salt: Uint8Array, context: Uint8Array, length: number): Uint8Array {
  return hkdf(sha256, ikm, salt, context, length);
}

/**
 * Reads a log key in PEM (PKCS #8). Throws a SyntaxError for what is no private key, a RangeError for one that is not
 * Ed25519: checkpoints have no other.
 */
export function parseLogKey(pem: string): LogKey {
  const { algorithm } = publicKeyOfPrivate(pem);
  if (algorithm !== "ed25519") throw new RangeError(`the log key is ${algorithm}; expected Ed25519`);
  return logKeyOf(pem);
}

function logKeyOf(pem: string): LogKey {
  return { publicKey: rawPublicKey(publicKeyOfPrivate(pem)), pem };
}
