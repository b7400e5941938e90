import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { encodeBase64 } from "./base64.ts";
import { parsePem, pemText } from "./pem.ts";

/** Ed25519 (RFC 8032), and ECDSA over P-256 with SHA-256 (FIPS 186-5); nothing else is accepted. */
export type SignatureAlgorithm = "ed25519" | "ecdsa-p256";

export type PublicKey = {
  readonly algorithm: SignatureAlgorithm;
  /** SHA-256 of the DER of its SubjectPublicKeyInfo, in lower-case hex. */
  readonly keyId: string;
  /** The same digest in base64: the hint of a Sigstore bundle. */
  readonly hint: string;
  /** SubjectPublicKeyInfo in PEM (RFC 7468 §13). */
  readonly pem: string;
  /** Ed25519 signatures have 64 bytes, ECDSA signatures are DER (RFC 3279 §2.2.3). Never throws. */
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean;
};

const publicLabel = "PUBLIC KEY";

/** DER of a SubjectPublicKeyInfo up to the key itself: one way to write each (RFC 8410 §4; RFC 5480 §2, uncompressed). */
const frames: readonly { readonly algorithm: SignatureAlgorithm; readonly head: string; readonly keyBytes: number }[] =
  [
    { algorithm: "ed25519", head: "302a300506032b6570032100", keyBytes: 32 },
    { algorithm: "ecdsa-p256", head: "3059301306072a8648ce3d020106082a8648ce3d03010703420004", keyBytes: 64 },
  ];

/** Object identifiers with their DER head → how the key type is called, for a refusal that says what was given. */
const otherTypes: readonly (readonly [oid: string, name: string])[] = [
  ["06092a864886f70d010101", "RSA"],
  ["06092a864886f70d01010a", "RSA-PSS"],
  ["06072a8648ce380401", "DSA"],
  ["06032b6571", "Ed448"],
  ["06032b656e", "X25519"],
  ["06032b656f", "X448"],
  ["06052b81040022", "ECDSA P-384"],
  ["06052b81040023", "ECDSA P-521"],
  ["06052b8104000a", "ECDSA secp256k1"],
  ["06072a8648ce3d0201", "ECDSA of another curve or form than uncompressed P-256"],
];

/**
 * Reads a public key of one PEM block `PUBLIC KEY`. Throws a SyntaxError for what is none (a private key is none),
 * a RangeError that names the type for a key of another algorithm.
 */
export function parsePublicKey(pem: string): PublicKey {
  const { label, der } = parsePem(pem);
  if (label !== publicLabel) throw new SyntaxError(`expected the PEM block ${publicLabel}, got ${label}`);
  return publicKeyOf(der);
}

/** The key of a DER SubjectPublicKeyInfo. Throws as `parsePublicKey` does. */
export function publicKeyOf(der: Uint8Array): PublicKey {
  const hex = der.toHex();
  const frame = frames.find(({ head, keyBytes }) => hex.startsWith(head) && der.length === head.length / 2 + keyBytes);
  if (frame === undefined) throw new RangeError(`the key is ${keyTypeName(der)}; expected Ed25519 or ECDSA P-256`);
  const pem = pemText({ label: publicLabel, der });
  const key = keyObject(pem);
  const digest = Uint8Array.fromHex(hash("sha256", der, "hex"));
  return {
    algorithm: frame.algorithm,
    keyId: digest.toHex(),
    hint: encodeBase64(digest),
    pem,
    verify: (message, signature) => isSignature(frame.algorithm, key, message, signature),
  };
}

/** What a key is called by the algorithm identifier in the first bytes of its DER; the key behind may hold anything. */
export function keyTypeName(der: Uint8Array): string {
  const start = der.subarray(0, 32).toHex();
  return otherTypes.find(([oid]) => start.includes(oid))?.[1] ?? "of an unknown type";
}

function keyObject(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch {
    throw new SyntaxError("the key is no point of its curve");
  }
}

function isSignature(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    // Ed25519 hashes by itself; ECDSA is told the digest.
    return verify(algorithm === "ed25519" ? null : "sha256", message, { key, dsaEncoding: "der" }, signature);
  } catch {
    return false;
  }
}
