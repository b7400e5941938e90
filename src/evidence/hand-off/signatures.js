import { base64, isSame, join, latin, sha256Of, unbase64, unhex, utf8 } from "./bytes.js";

/* Public keys, and the signatures that are made with them: Ed25519 and ECDSA P-256, bare, in DSSE and in SSH. */

export const spki = {
  ed25519: unhex("302a300506032b6570032100"),
  "ecdsa-p256": unhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"),
};

/** A public key in PEM (RFC 7468), as it would be written again: { algorithm, id, raw, pem }. */
export async function readKey(given) {
  const pem = `${given.trim().replaceAll("\r", "")}\n`;
  const der = unbase64(pem.replaceAll(/-----(BEGIN|END) PUBLIC KEY-----|\n/g, ""));
  const algorithm = Object.keys(spki).find((name) => isSame(der.subarray(0, spki[name].length), spki[name]));
  if (algorithm === undefined) throw new Error("is neither an Ed25519 nor an ECDSA P-256 public key");
  const lines = base64(der)
    .match(/.{1,64}/g)
    .join("\n");
  const written = `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`;
  if (written !== pem) throw new Error("is not PEM as it is written");
  return { algorithm, id: await sha256Of(der), der, raw: der.subarray(spki[algorithm].length), pem: written };
}

/** True when the signature holds: 64 bytes of Ed25519 (RFC 8032), or ECDSA with SHA-256 in DER (RFC 3279 §2.2.3). */
export async function holds(key, signature, data) {
  const isEdwards = key.algorithm === "ed25519";
  const method = isEdwards ? { name: "Ed25519" } : { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("spki", key.der, method, false, ["verify"]);
  return crypto.subtle.verify(method, imported, isEdwards ? signature : rawOfDer(signature), data);
}

/** SEQUENCE of two INTEGERs → both in 32 bytes. */
function rawOfDer(der) {
  const second = 4 + der[3];
  const [r, s] = [der.subarray(4, second), der.subarray(second + 2)];
  const isDer = der[0] === 0x30 && der[1] === der.length - 2 && der[2] === 2 && der[second] === 2;
  if (!isDer || der[second + 1] !== s.length) throw new Error("is not a signature in DER");
  return join(fixed(r), fixed(s));
}

function fixed(integer) {
  const bytes = integer[0] === 0 ? integer.subarray(1) : integer;
  if (bytes.length > 32) throw new Error("is not a signature of P-256");
  return join(new Uint8Array(32 - bytes.length), bytes);
}

/** What a DSSE envelope signs. */
export function preAuthEncoding(type, payload) {
  return join(utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} `), payload);
}

/** An SSH signature (PROTOCOL.sshsig) of a message: { raw: of its key, isGood }. */
export async function readSshSignature(text, message, namespace) {
  const found =
    /^-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]{70}\n)*[A-Za-z0-9+/=]{1,70}\n)-----END SSH SIGNATURE-----\n$/.exec(
      text,
    );
  if (found === null) throw new Error("is no SSH signature");
  const blob = unbase64(found[1].replaceAll("\n", ""));
  if (latin(blob.subarray(0, 10)) !== "SSHSIG\0\0\0\u0001") throw new Error("is no SSH signature of version 1");
  const [keyBlob, scope, reserved, hash, signatureBlob, ...more] = strings(blob.subarray(10));
  const expected = [namespace, "", "sha512", 0].join();
  if ([latin(scope), latin(reserved), latin(hash), more.length].join() !== expected)
    throw new Error("is for something else");
  const [type, ...key] = strings(keyBlob);
  const [signatureType, signature] = strings(signatureBlob);
  const algorithm = { "ssh-ed25519": "ed25519", "ecdsa-sha2-nistp256": "ecdsa-p256" }[latin(type)];
  if (algorithm === undefined || latin(type) !== latin(signatureType)) throw new Error("is of another kind of key");
  const raw = algorithm === "ed25519" ? key[0] : key[1].subarray(1);
  const der = join(spki[algorithm], raw);
  const digested = new Uint8Array(await crypto.subtle.digest("SHA-512", message));
  const signed = join(utf8("SSHSIG"), ...[utf8(namespace), utf8(""), utf8("sha512"), digested].map(sshString));
  const inDer = algorithm === "ed25519" ? signature : derOfIntegers(strings(signature));
  return { id: await sha256Of(der), isGood: await holds({ algorithm, der }, inDer, signed) };
}

const sshString = (bytes) => join(unhex(bytes.length.toString(16).padStart(8, "0")), bytes);

function strings(bytes) {
  const all = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) throw new Error("is cut off");
    all.push(bytes.slice(at + 4, end));
    at = end;
  }
  return all;
}

function derOfIntegers([r, s]) {
  return Uint8Array.of(0x30, r.length + s.length + 4, 2, r.length, ...r, 2, s.length, ...s);
}
