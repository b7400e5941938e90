import { hash } from "node:crypto";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { joinBytes } from "./bytes.ts";
import { publicKeyOfRaw, rawPublicKey } from "./raw-key.ts";
import type { PublicKey } from "./signature.ts";
import { derOfMpints, mpintsOfDer, parseSshStrings, sshStrings } from "./ssh-wire.ts";

/** Detached signatures of OpenSSH (PROTOCOL.sshsig), as `ssh-keygen -Y sign` makes and `-Y verify` checks them. */

const magic = new TextEncoder().encode("SSHSIG");
const version = Uint8Array.of(0, 0, 0, 1);

/** What ssh-keygen uses unless told otherwise; only this one, so that a signature has one form. */
const hashName = "sha512";

/** Key types as SSH names them (RFC 8709 §4, RFC 5656 §3.1 and §6.2.1), and the curve within. */
const ed25519Type = "ssh-ed25519";
const p256Type = "ecdsa-sha2-nistp256";
const p256Curve = "nistp256";

/** SEC 1 §2.3.3: X and Y follow. */
const uncompressed = 0x04;

export type SshSignature = {
  readonly publicKey: PublicKey;
  /** What the signature is for; a signature for one thing is none for another. Never empty. */
  readonly namespace: string;
  /** Of `sshSignedData`, not of the message: 64 bytes of Ed25519, or ECDSA in DER, as `PublicKey.verify` takes them. */
  readonly signature: Uint8Array;
};

const none = new Uint8Array();

/** What `verifySshSignature` found: under which of the keys the signature holds, or why it does not. */
export type SshVerdict =
  | { readonly holds: true; readonly key: PublicKey }
  | { readonly holds: false; readonly reason: string };

/** The bytes that are signed for a message (PROTOCOL.sshsig §3). Throws a RangeError for an empty namespace. */
export function sshSignedData(message: Uint8Array, namespace: string): Uint8Array {
  if (namespace === "") throw new RangeError("a signature of SSH is for a namespace, got an empty one");
  return joinBytes([magic, sshStrings([namespace, "", hashName, hash(hashName, message, "buffer")])]);
}

/** The armoured signature, as ssh-keygen writes it. Throws a SyntaxError for a signature that is not one of its key. */
export function sshSignature({ publicKey, namespace, signature }: SshSignature): string {
  const values = [keyBlob(publicKey), namespace, "", hashName, signatureBlob(publicKey, signature)];
  return armour(joinBytes([magic, version, sshStrings(values)]));
}

function keyBlob(key: PublicKey): Uint8Array {
  const raw = rawPublicKey(key);
  if (key.algorithm === "ed25519") return sshStrings([ed25519Type, raw]);
  return sshStrings([p256Type, p256Curve, Uint8Array.of(uncompressed, ...raw)]);
}

function signatureBlob({ algorithm }: PublicKey, signature: Uint8Array): Uint8Array {
  if (algorithm === "ecdsa-p256") return sshStrings([p256Type, mpintsOfDer(signature)]);
  return sshStrings([ed25519Type, checkedLength(signature)]);
}

/** RFC 8032 §5.1.6: 64 bytes. */
function checkedLength(signature: Uint8Array): Uint8Array {
  if (signature.length === 64) return signature;
  throw new SyntaxError(`an Ed25519 signature has 64 bytes, got ${signature.length}`);
}

const label = "SSH SIGNATURE";

/** Characters of a line, as ssh-keygen breaks it. */
const line = /.{1,70}/g;

/** Ours have 500 characters; a namespace takes the rest. */
const maxLength = 4096;

function armour(blob: Uint8Array): string {
  const lines = encodeBase64(blob).match(line) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/**
 * Reads an armoured signature with SHA-512, byte by byte as ssh-keygen writes it: no character can change without being
 * noticed. Throws a SyntaxError, for a key that is neither Ed25519 nor P-256 a RangeError.
 */
export function parseSshSignature(text: string): SshSignature {
  const blob = unarmour(text);
  const [key, namespace, , hashed, signed] = parseSshStrings(blob.subarray(magic.length + version.length), 5);
  if (textOf(hashed) !== hashName) throw new SyntaxError(`the SSH signature is not one with ${hashName}`);
  const publicKey = keyOfBlob(key);
  const signature = signatureOfBlob(publicKey, signed);
  const read = { publicKey, namespace: textOf(namespace), signature };
  if (read.namespace !== "" && sshSignature(read) === text) return read;
  throw new SyntaxError("the SSH signature is not written as ssh-keygen writes it");
}

function unarmour(text: string): Uint8Array {
  if (text.length > maxLength) throw new SyntaxError(`the SSH signature has more than ${maxLength} characters`);
  const [first, ...lines] = text.split("\n");
  const blob = decodeBase64(lines.slice(0, -2).join(""));
  if (first !== `-----BEGIN ${label}-----` || blob === undefined)
    throw new SyntaxError(`expected one armoured ${label}`);
  return blob;
}

function keyOfBlob(blob: Uint8Array = none): PublicKey {
  const [type, first = none, second = none] = parseSshStrings(blob, 3);
  const name = textOf(type);
  if (name === ed25519Type) return publicKeyOfRaw("ed25519", first);
  if (name === p256Type) return publicKeyOfRaw("ecdsa-p256", second.subarray(1));
  const shown = /^[\w@.-]{1,64}$/.test(name) ? name : "of an unknown type";
  throw new RangeError(`the key of the SSH signature is ${shown}; expected ${ed25519Type} or ${p256Type}`);
}

function signatureOfBlob({ algorithm }: PublicKey, blob: Uint8Array = none): Uint8Array {
  const [, bytes = none] = parseSshStrings(blob, 2);
  return algorithm === "ed25519" ? bytes : derOfMpints(bytes);
}

/**
 * Verifies an armoured signature of a message for a namespace under one of the keys: it names its key, which must be
 * among them. Throws as `parseSshSignature` does.
 */
export function verifySshSignature(
  text: string,
  message: Uint8Array,
  namespace: string,
  keys: readonly PublicKey[],
): SshVerdict {
  const read = parseSshSignature(text);
  if (read.namespace !== namespace) return { holds: false, reason: `it is not for the namespace ${namespace}` };
  const key = keys.find(({ keyId }) => keyId === read.publicKey.keyId);
  if (key === undefined)
    return { holds: false, reason: `it is of none of the given keys, but of ${read.publicKey.keyId}` };
  if (key.verify(sshSignedData(message, namespace), read.signature)) return { holds: true, key };
  return { holds: false, reason: `it does not hold under the key ${key.keyId}` };
}

/** The public key as a file of ssh has it, without a comment. */
export function sshPublicKey(key: PublicKey): string {
  return `${key.algorithm === "ed25519" ? ed25519Type : p256Type} ${encodeBase64(keyBlob(key))}`;
}

/** Whom a key belongs to, for `ssh-keygen -Y verify -I`, and for which namespace alone it is good. */
export type AllowedSigner = { readonly principal: string; readonly namespace: string; readonly publicKey: PublicKey };

/** Principals and namespaces that need no quotes and are no patterns (ssh-keygen(1), ALLOWED SIGNERS). */
const plainName = /^[\w.@:+-]{1,128}$/;

/** One line of an allowed signers file, without its end. Throws a RangeError for names with other characters. */
export function allowedSigner({ principal, namespace, publicKey }: AllowedSigner): string {
  for (const name of [principal, namespace]) {
    if (!plainName.test(name))
      throw new RangeError("principal and namespace are made of letters, digits and . @ : + - _");
  }
  return `${principal} namespaces="${namespace}" ${sshPublicKey(publicKey)}`;
}

function textOf(bytes: Uint8Array = none): string {
  return new TextDecoder().decode(bytes);
}
