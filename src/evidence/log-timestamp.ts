import { sha256Hex } from "../standards/sha256.ts";
import { type Check, fail, pass } from "./check.ts";

/**
 * RFC 3161 time-stamp responses, as `openssl ts -reply` writes them: which bytes they are about. Whether a trusted authority
 * made them is for `openssl ts -verify`, which needs its certificates.
 */

/** One value of DER (X.690): its tag and content. */
type Value = { readonly tag: number; readonly content: Uint8Array };

const SEQUENCE = 0x30;
const OCTET_STRING = 0x04;
const EXPLICIT_0 = 0xa0;

/** id-signedData, id-ct-TSTInfo and id-sha256 with their tag and length. */
const SIGNED_DATA = "06092a864886f70d010702";
const TST_INFO = "060b2a864886f70d0109100104";
const SHA_256 = "0609608648016503040201";

/** A token about a checkpoint: it must have the SHA-256 of just these bytes. */
export function checkTimestamp(token: Uint8Array, checkpoint: Uint8Array | undefined, what: string): Check {
  if (checkpoint === undefined) return fail(what, "INTEGRITY_LOG", "the checkpoint that it is about is not here");
  try {
    const found = timestampImprint(token).toHex();
    const expected = sha256Hex(checkpoint);
    if (found === expected) return pass(what, `is of the checkpoint, SHA-256 ${expected}; who made it was not checked`);
    return fail(what, "INTEGRITY_LOG", `is of SHA-256 ${found}, the checkpoint has ${expected}`);
  } catch (error) {
    if (error instanceof SyntaxError) return fail(what, "INTEGRITY_LOG", error.message);
    throw error;
  }
}

/** The SHA-256 that a granted response is about (RFC 3161 §2.4.2). Throws a SyntaxError for anything else. */
export function timestampImprint(response: Uint8Array): Uint8Array {
  const [status, token] = valuesIn(only(response, SEQUENCE));
  const granted = status && valuesIn(status.content)[0]?.content.toHex();
  if (granted !== "00" && granted !== "01") throw new SyntaxError("the time-stamp response was not granted");
  const [type, signed] = token === undefined ? [] : valuesIn(token.content);
  if (type === undefined || signed?.tag !== EXPLICIT_0 || oidText(type) !== SIGNED_DATA) throw noToken();
  const encapsulated = valuesIn(only(signed.content, SEQUENCE)).find(
    ({ tag, content }) => tag === SEQUENCE && isInfo(content),
  );
  const [, wrapped] = encapsulated === undefined ? [] : valuesIn(encapsulated.content);
  if (wrapped?.tag !== EXPLICIT_0) throw noToken();
  return imprintIn(only(only(wrapped.content, OCTET_STRING), SEQUENCE));
}

/** TSTInfo: version, policy, messageImprint, … */
function imprintIn(info: Uint8Array): Uint8Array {
  const [, , imprint] = valuesIn(info);
  const [algorithm, hash] = imprint?.tag === SEQUENCE ? valuesIn(imprint.content) : [];
  const [oid] = algorithm === undefined ? [] : valuesIn(algorithm.content);
  if (oid === undefined || hash?.tag !== OCTET_STRING) throw noToken();
  if (oidText(oid) !== SHA_256 || hash.content.length !== 32) {
    throw new SyntaxError("the time-stamp is not of a SHA-256; make the query with -sha256");
  }
  return hash.content;
}

function isInfo(content: Uint8Array): boolean {
  return content.subarray(0, TST_INFO.length / 2).toHex() === TST_INFO;
}

function oidText({ tag, content }: Value): string {
  return Uint8Array.of(tag, content.length, ...content).toHex();
}

/** The content of the one value of this type that the bytes are. */
function only(bytes: Uint8Array, tag: number): Uint8Array {
  const [value, ...others] = valuesIn(bytes);
  if (value?.tag !== tag || others.length > 0) throw noToken();
  return value.content;
}

/** The values that stand one behind the other. Tags of one byte and definite lengths, which is all that DER has here. */
function valuesIn(bytes: Uint8Array): readonly Value[] {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const { length, start } = lengthAt(bytes, at + 1);
    if ((tag & 0x1f) === 0x1f || start + length > bytes.length) throw noToken();
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}

/** X.690 §8.1.3: one byte below 128, else how many bytes follow. No token has 2^32 bytes. */
function lengthAt(bytes: Uint8Array, at: number): { readonly length: number; readonly start: number } {
  const first = bytes[at] ?? 0xff;
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first - 0x80;
  if (count === 0 || count > 4 || at + count >= bytes.length) throw noToken();
  let length = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + count)) length = length * 256 + byte;
  return { length, start: at + 1 + count };
}

function noToken(): SyntaxError {
  return new SyntaxError("it is no time-stamp response (RFC 3161) in DER");
}
