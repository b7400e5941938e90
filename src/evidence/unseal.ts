import { crc32 } from "node:zlib";
import type { BundleEncoding, Manifest } from "../domain/bundle.ts";
import { FixopsError, reasonOf } from "../domain/error.ts";
import { type FernetKey, fernetDecrypt } from "../standards/fernet.ts";
import { type Inflated, inflateRaw } from "../standards/inflate.ts";
import { sha256HexNoble } from "../standards/sha256.ts";
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

type SealedRecord = Manifest["bundle"];

/**
 * Undoes the encoding chain of a manifest's bundle and compares size and digest.
 * Throws USAGE_KEY_MISSING, INTEGRITY_DECRYPTION or INTEGRITY_DIGEST.
 */
export function unseal(bytes: Uint8Array, record: SealedRecord, key?: FernetKey): Uint8Array {
  let plain = bytes;
  for (const step of record.encoding.toReversed()) plain = decode(plain, { step, record, key });
  if (plain.length !== record.bytes) {
    throw damaged(record, `has ${plain.length} bytes when decoded, the manifest says ${record.bytes}`);
  }
  const digest = sha256HexNoble(plain);
  if (digest !== record.sha256) throw damaged(record, `has SHA-256 ${digest}, the manifest says ${record.sha256}`);
  return plain;
}

type Layer = { readonly step: BundleEncoding; readonly record: SealedRecord; readonly key: FernetKey | undefined };

function decode(bytes: Uint8Array, { step, record, key }: Layer): Uint8Array {
  return step === "gzip" ? gunzip(bytes, record) : decrypt(bytes, record, key);
}

function decrypt(bytes: Uint8Array, record: SealedRecord, key: FernetKey | undefined): Uint8Array {
  if (key === undefined) {
    const message = `${record.name} is encrypted under the key ${record.key_id ?? "(unnamed)"} and no key was given`;
    throw new FixopsError("USAGE_KEY_MISSING", message, { hint: "give the Fernet key that the run was sealed with" });
  }
  const id = keyIdOf(key);
  if (record.key_id !== undefined && id !== record.key_id) {
    throw undecipherable(record, `is encrypted under the key ${record.key_id}, the given key is ${id}`);
  }
  try {
    return fernetDecrypt(new TextDecoder("latin1").decode(bytes), key);
  } catch (cause) {
    throw undecipherable(record, `does not decrypt: ${reasonOf(cause)}`, cause);
  }
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
