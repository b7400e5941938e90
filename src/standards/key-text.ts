import { decodeBase64 } from "./base64.ts";

/**
 * Telling keys from names of files, for those who put the one where the other belongs: what may be a key is never shown.
 */

/** Names up to this length are shown; the shortest key in use here, 32 bytes in base64 without padding, has 43 characters. */
const maxName = 32;

/** Longest path that is shown at all; systems allow 255 for one name. */
const maxPath = 255;

/** What paths are made of in practice; base64 has `+` and `=` besides, PEM and commands have spaces. */
const pathText = /^(?:[A-Za-z]:)?[\w./\\@~-]+$/;

/**
 * True for a text that is plainly a path and no key: a short one, or a longer one that has a dot, as no key has, and no
 * part as long as a key.
 */
export function isPlainPath(text: string): boolean {
  if (text.length > maxPath || !pathText.test(text) || text.includes("-----")) return false;
  if (text.length <= maxName) return true;
  return text.includes(".") && text.split(/[./\\]/).every((part) => part.length <= maxName);
}

/** The beginning of a private key in PEM (RFC 7468 §10, and the older labels). */
const privateHead = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----/;

/** Bytes of base64 that are looked at: longer texts are no keys of ours. */
const maxKeyLength = 16_384;

/** True for the text of a private key: in PEM, base64 of it, or the body of a PEM block alone. */
export function isPrivateKeyText(text: string): boolean {
  if (privateHead.test(text)) return true;
  const bytes = base64Bytes(text);
  return bytes !== undefined && (privateHead.test(latin(bytes)) || isPrivateKeyInfo(bytes));
}

/** A text as it may stand in an error: neither a private key nor a long word of mixed characters, as secrets are. */
export function isShowable(text: string): boolean {
  return !(isPrivateKeyText(text) || isLongSecret(text));
}

/**
 * The PEM that a variable holds: as it is, with `\n` written for its line feeds, or in base64. Undefined for any other text.
 */
export function pemIn(text: string): string | undefined {
  if (isPem(text)) return text.replaceAll(/(?:\\r)?\\n/g, "\n");
  const bytes = base64Bytes(text);
  const inner = bytes === undefined ? "" : latin(bytes);
  return isPem(inner) ? inner : undefined;
}

function isPem(text: string): boolean {
  return text.trimStart().startsWith("-----BEGIN ");
}

/** Base64 on one line or several. */
function base64Bytes(text: string): Uint8Array | undefined {
  return text.length > maxKeyLength ? undefined : decodeBase64(text.replaceAll(/\s/g, ""));
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

/** DER of a sequence that begins with the version 0 or 1: PKCS #8 (RFC 5958 §2), and the older forms of RSA and EC keys. */
function isPrivateKeyInfo(bytes: Uint8Array): boolean {
  const [tag, length = 0] = bytes;
  const start = length < 0x80 ? 2 : 2 + (length & 0x7f);
  const [integer, one, version = 2] = bytes.subarray(start, start + 3);
  return tag === 0x30 && integer === 0x02 && one === 1 && version <= 1;
}

/** A whole word of base64 as long as a key, in either alphabet; a digest in hex has no capitals beside small letters. */
function isLongSecret(text: string): boolean {
  return /^[\w+/=-]{40,}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}
