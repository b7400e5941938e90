import { crc32 } from "node:zlib";
import type { SealEncoding, SealedRecord } from "../domain/bundle.ts";
import { FixopsError, reasonOf } from "../domain/error.ts";
import { type FernetKey, fernetDecrypt } from "../standards/fernet.ts";
import { type Inflated, inflateRaw } from "../standards/inflate.ts";
import { sha256Hex } from "../standards/sha256.ts";
import { keyIdOf } from "./seal.ts";

/**
 * The file on disk → the plain bundle. gzip is read by zlib under a cap and held to the one form that `seal` writes:
 * zlib's own gzip reader would join several members and pass over header bytes, and fflate checks no CRC at all.
 */

/** RFC 1952 §2.3: ID1 ID2, CM 8 (deflate), FLG 0, MTIME 0; XFL and OS follow. */
const gzipHeader = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0];
const headerLength = 10;
const trailerLength = 8;

/** No plain bundle is larger: the inputs of a run are limited to less (1 GiB). */
const maxPlainBytes = 2 ** 30;

/** What opens encrypted evidence. */
export type OpeningKeys = {
  /** One of these is the key that it was sealed with. */
  readonly fernet?: readonly FernetKey[];
  /** Opens an age file, which is for these recipients, with the identities at hand. Throws INTEGRITY_DECRYPTION. */
  readonly age?: (ciphertext: Uint8Array, recipients: readonly string[]) => Promise<Uint8Array>;
};

/** True when a key is there for the encryption that the document has, if it has one. */
export function canOpen({ encoding }: SealedRecord, keys: OpeningKeys): boolean {
  if (encoding.includes("fernet")) return (keys.fernet ?? []).length > 0;
  return !encoding.includes("age") || keys.age !== undefined;
}

/**
 * Undoes the encoding chain of a sealed document and compares size and digest.
 * Throws USAGE_KEY_MISSING, INTEGRITY_DECRYPTION or INTEGRITY_DIGEST.
 */
export async function unseal(bytes: Uint8Array, record: SealedRecord, keys: OpeningKeys = {}): Promise<Uint8Array> {
  let plain = bytes;
  for (const step of record.encoding.toReversed()) plain = await decode(plain, { step, record, keys });
  if (plain.length !== record.bytes) {
    throw damaged(record, `has ${plain.length} bytes when decoded, the manifest says ${record.bytes}`);
  }
  const digest = sha256Hex(plain);
  if (digest !== record.sha256) throw damaged(record, `has SHA-256 ${digest}, the manifest says ${record.sha256}`);
  return plain;
}

type Layer = { readonly step: SealEncoding; readonly record: SealedRecord; readonly keys: OpeningKeys };

function decode(bytes: Uint8Array, { step, record, keys }: Layer): Uint8Array | Promise<Uint8Array> {
  switch (step) {
    case "gzip":
      return gunzip(bytes, record);
    case "fernet":
      return openFernet(bytes, record, keys.fernet ?? []);
    case "age":
      if (keys.age === undefined)
        throw missingKey(record, "age", "give the identity of a recipient with --identity FILE");
      return keys.age(bytes, record.recipients ?? []);
  }
}

function openFernet(bytes: Uint8Array, record: SealedRecord, keys: readonly FernetKey[]): Uint8Array {
  if (keys.length === 0) {
    throw missingKey(
      record,
      `the key ${record.key_id ?? "(unnamed)"}`,
      "give the Fernet key that the run was sealed with",
    );
  }
  const key = keys.find((one) => record.key_id === undefined || keyIdOf(one) === record.key_id);
  if (key === undefined) {
    const given = keys.map(keyIdOf).join(", ");
    throw undecipherable(record, `is encrypted under the key ${record.key_id ?? ""}, given was ${given}`);
  }
  try {
    return fernetDecrypt(new TextDecoder("latin1").decode(bytes), key);
  } catch (cause) {
    throw undecipherable(record, `does not decrypt: ${reasonOf(cause)}`, cause);
  }
}

function missingKey(record: SealedRecord, how: string, hint: string): FixopsError {
  return new FixopsError("USAGE_KEY_MISSING", `${record.name} is encrypted with ${how} and no key was given`, { hint });
}

function gunzip(bytes: Uint8Array, record: SealedRecord): Uint8Array {
  const body = bytes.subarray(headerLength, -trailerLength);
  const hasHeader = gzipHeader.every((byte, index) => bytes[index] === byte);
  if (!hasHeader || bytes.length <= headerLength + trailerLength) throw damaged(record, "is not gzip as it was sealed");
  const plain = inflate(body, record);
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - trailerLength);
  if (trailer.getUint32(0, true) !== crc32(plain)) throw damaged(record, "has a wrong CRC-32");
  if (trailer.getUint32(4, true) !== plain.length) throw damaged(record, "has a wrong length in its gzip trailer");
  return plain;
}

/** RFC 1951 to exactly the end of `body`: what is left over would be another member or something hidden. */
function inflate(body: Uint8Array, record: SealedRecord): Uint8Array {
  const maxOutputLength = Math.min(Math.max(record.bytes, 1), maxPlainBytes);
  const { bytes, read } = inflateOrThrow(body, record, maxOutputLength);
  if (read !== body.length) throw damaged(record, "has bytes behind its compressed data");
  return bytes;
}

function inflateOrThrow(body: Uint8Array, record: SealedRecord, maxOutputLength: number): Inflated {
  try {
    return inflateRaw(body, maxOutputLength);
  } catch (cause) {
    throw damaged(record, `does not decompress to ${record.bytes} bytes: ${reasonOf(cause)}`, cause);
  }
}

function damaged(record: SealedRecord, what: string, cause?: unknown): FixopsError {
  return new FixopsError("INTEGRITY_DIGEST", `${record.name} ${what}`, { where: { file: record.name }, cause });
}

function undecipherable(record: SealedRecord, what: string, cause?: unknown): FixopsError {
  return new FixopsError("INTEGRITY_DECRYPTION", `${record.name} ${what}`, { where: { file: record.name }, cause });
}
