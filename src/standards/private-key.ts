import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { parsePem, pemText } from "./pem.ts";
import { keyTypeName, type PublicKey, publicKeyOf, type SignatureAlgorithm } from "./signature.ts";

/** Private keys in PKCS #8 (RFC 5958), unencrypted: reading and making them. No message repeats a key. */

const privateLabel = "PRIVATE KEY";

/** Order of the group of P-256 (SP 800-186 §3.2.1.3). */
const order = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n;

/** Random bytes that make a key: a seed (RFC 8032 §5.1.5); 64 bits more than the order has (FIPS 186-5 A.2.1). */
const seedBytes: Record<SignatureAlgorithm, number> = { ed25519: 32, "ecdsa-p256": 40 };

/** DER of PKCS #8 up to the private key (RFC 8410 §7; RFC 5915 §3 with the public key, as openssl writes it). */
const ed25519Head = "302e020100300506032b657004220420";
const p256Head = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420";
const p256Middle = "a144034200";

/** The public half of a private key in PEM. Throws a SyntaxError for what is none, a RangeError for another algorithm. */
export function publicKeyOfPrivate(pem: string): PublicKey {
  const key = createPublicKey(privateKeyObject(pem));
  return publicKeyOf(new Uint8Array(key.export({ type: "spki", format: "der" })));
}

function privateKeyObject(pem: string): KeyObject {
  const { label, der } = parsePem(pem);
  if (label !== privateLabel) {
    throw new SyntaxError(`expected the PEM block ${privateLabel} (PKCS #8, not encrypted), got ${label}`);
  }
  try {
    return createPrivateKey(pem);
  } catch {
    throw new RangeError(`the private key is ${keyTypeName(der)}, or damaged; expected Ed25519 or ECDSA P-256`);
  }
}

/** A new private key in PEM: the same for the same random bytes. */
export function makePrivateKey(algorithm: SignatureAlgorithm, randomBytes: (length: number) => Uint8Array): string {
  const random = randomBytes(seedBytes[algorithm]).toHex();
  const hex = algorithm === "ed25519" ? `${ed25519Head}${random}` : p256Der(random);
  return pemText({ label: privateLabel, der: Uint8Array.fromHex(hex) });
}

function p256Der(random: string): string {
  const scalar = ((BigInt(`0x${random}`) % (order - 1n)) + 1n).toString(16).padStart(64, "0");
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(scalar, "hex");
  return `${p256Head}${scalar}${p256Middle}${pair.getPublicKey("hex")}`;
}
