import { cbc } from "@noble/ciphers/aes.js";
import { equalBytes } from "@noble/ciphers/utils.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { decodeBase64Url, encodeBase64Url } from "./base64url.ts";

/**
 * Fernet, as github.com/fernet/spec has it: base64url of
 * version 0x80 (1) ‖ time (8, big endian, seconds) ‖ IV (16) ‖ AES-128-CBC with PKCS #7 ‖ HMAC-SHA256 (32).
 */
const VERSION = 0x80;
const IV_AT = 9;
const CIPHERTEXT_AT = 25;
const BLOCK = 16;
const MAC_LENGTH = 32;
/** Version, time, IV and MAC. */
const FRAME_LENGTH = CIPHERTEXT_AT + MAC_LENGTH;

/** Present on what `parseFernetKey` made and on nothing else. */
const parsed: unique symbol = Symbol("parsed Fernet key");

/** The two halves of a Fernet key; only `parseFernetKey` makes one. Never print it. */
export type FernetKey = {
  readonly signing: Uint8Array;
  readonly encryption: Uint8Array;
  readonly [parsed]: true;
};

/** A clock reading: a Date, or seconds since 1970-01-01 UTC. */
export type FernetTime = Date | number;

/** What makes a token: when, and 16 bytes that were never used with this key. */
export type FernetNonce = { readonly now: FernetTime; readonly iv: Uint8Array };

/** When a token is good: not older than `ttlSeconds`, not from further ahead than the clock skew. Both need `now`. */
export type FernetValidity = {
  readonly now?: FernetTime;
  readonly ttlSeconds?: number;
  /** Default 60, the value of the specification's reference implementations. */
  readonly maxClockSkewSeconds?: number;
};

/** Reads a key of 32 bytes in padded base64url. Throws a RangeError that does not repeat the text. */
export function parseFernetKey(text: string): FernetKey {
  const bytes = decodeBase64Url(text);
  if (bytes === undefined) throw new RangeError("a Fernet key is 44 characters of padded base64url, got another text");
  if (bytes.length !== 32) throw new RangeError(`a Fernet key has 32 bytes, got ${bytes.length}`);
  return { signing: bytes.slice(0, 16), encryption: bytes.slice(16), [parsed]: true };
}

/** The token of a message. Throws a RangeError for a time before 1970 or an IV that has not 16 bytes. */
export function fernetEncrypt(plain: Uint8Array, key: FernetKey, nonce: FernetNonce): string {
  const { iv } = nonce;
  if (iv.length !== BLOCK) throw new RangeError(`a Fernet IV has ${BLOCK} bytes, got ${iv.length}`);
  const ciphertext = encryptCbc(plain, key.encryption, iv);
  const token = new Uint8Array(CIPHERTEXT_AT + ciphertext.length + MAC_LENGTH);
  token[0] = VERSION;
  new DataView(token.buffer).setBigUint64(1, BigInt(toSeconds(nonce.now)));
  token.set(iv, IV_AT);
  token.set(ciphertext, CIPHERTEXT_AT);
  const signed = token.subarray(0, -MAC_LENGTH);
  token.set(hmacSha256(key.signing, signed), signed.length);
  return encodeBase64Url(token);
}

/**
 * The message of a token. The MAC is verified, in constant time, before time and ciphertext are looked at.
 * Throws a SyntaxError that says which check failed, a RangeError for `ttlSeconds` without `now`.
 */
export function fernetDecrypt(token: string, key: FernetKey, validity: FernetValidity = {}): Uint8Array {
  const bytes = decodeToken(token);
  const signed = bytes.subarray(0, -MAC_LENGTH);
  if (!equalBytes(hmacSha256(key.signing, signed), bytes.subarray(signed.length))) {
    throw new SyntaxError("HMAC does not match: another key, or the token was changed");
  }
  checkTime(Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(1)), validity);
  const plain = decryptCbc(signed.subarray(CIPHERTEXT_AT), key.encryption, signed.subarray(IV_AT, CIPHERTEXT_AT));
  if (plain === undefined) throw new SyntaxError("token payload has wrong padding");
  return plain;
}

function decodeToken(token: string): Uint8Array {
  const bytes = decodeBase64Url(token);
  if (bytes === undefined) throw new SyntaxError("token is not padded base64url");
  const payload = bytes.length - FRAME_LENGTH;
  if (payload < 0) throw new SyntaxError(`token too short: ${bytes.length} bytes, its frame alone has ${FRAME_LENGTH}`);
  if (bytes[0] !== VERSION) throw new SyntaxError(`version byte is ${bytes[0]}, expected ${VERSION} (0x80)`);
  if (payload === 0 || payload % BLOCK !== 0) {
    throw new SyntaxError(`token payload of ${payload} bytes is not one or more whole blocks of ${BLOCK}`);
  }
  return bytes;
}

function checkTime(created: number, validity: FernetValidity): void {
  const { now, ttlSeconds, maxClockSkewSeconds = 60 } = validity;
  if (now === undefined) {
    if (ttlSeconds !== undefined) throw new RangeError("ttlSeconds needs now");
    return;
  }
  const age = toSeconds(now) - created;
  if (age < -maxClockSkewSeconds) throw new SyntaxError(`token is dated ${-age} seconds in the future`);
  if (ttlSeconds !== undefined && age > ttlSeconds) {
    throw new SyntaxError(`token expired: it is ${age} seconds old, at most ${ttlSeconds} are allowed`);
  }
}

function toSeconds(time: FernetTime): number {
  const seconds = Math.floor(typeof time === "number" ? time : time.getTime() / 1000);
  if (!(seconds >= 0 && Number.isSafeInteger(seconds))) throw new RangeError(`expected a time since 1970, got ${time}`);
  return seconds;
}

/** AES-128-CBC with PKCS #7 padding (NIST SP 800-38A, RFC 5652 §6.3). */
export function encryptCbc(plain: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  return cbc(key, iv).encrypt(plain);
}

/** The opposite of `encryptCbc`; undefined when the ciphertext is no whole blocks or its padding is wrong. */
export function decryptCbc(ciphertext: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array | undefined {
  try {
    return cbc(key, iv).decrypt(ciphertext);
  } catch {
    return undefined;
  }
}

/** HMAC-SHA256 (RFC 2104, FIPS 180-4), 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha256, key, message);
}
