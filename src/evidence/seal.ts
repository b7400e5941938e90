import type { SealEncoding, SealedRecord } from "../domain/bundle.ts";
import { FixopsError } from "../domain/error.ts";
import type { AgePort } from "../domain/runtime.ts";
import { type FernetKey, fernetEncrypt } from "../standards/fernet.ts";
import { type Digest, sha256HexNoble } from "../standards/sha256.ts";
import { sealedName } from "./bundle.ts";
import { type Compression, stored } from "./gzip.ts";

/**
 * Plain bytes → SHA-256 → gzip → encryption. The digest of the plain bytes is the document's identity; what follows is
 * transport. But for encryption, whose randomness is given, the bytes depend on the arguments alone: no clock in the
 * gzip header.
 */

/** How packed bytes are encrypted, and what the manifest tells of it. */
export type Encryption = {
  readonly encrypt: (packed: Uint8Array) => Uint8Array | Promise<Uint8Array>;
} & (
  | { readonly step: "fernet"; readonly keyId: string }
  | { readonly step: "age"; readonly recipients: readonly string[] }
);

export type SealOptions = {
  readonly compress: boolean;
  readonly encryption?: Encryption;
  /** Of the sealed file; age has no such limit. */
  readonly maxBytes: number;
};

/** A document before it is sealed, in pieces; `digest` and `compression` take them in as they come. */
export type PlainDocument = {
  readonly name: string;
  readonly mediaType: string;
  readonly pieces: Iterable<Uint8Array>;
  readonly digest: Digest;
  readonly compression: Compression;
};

/** The file to write, and what the manifest records of it. */
export type SealedDocument = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly record: SealedRecord;
};

/** Throws USAGE_BAD_VALUE when the sealed file is larger than the limit, and what the encryption throws. */
export async function seal(document: PlainDocument, options: SealOptions): Promise<SealedDocument> {
  const { compress, encryption } = options;
  const { packed, bytes: plainBytes } = pack(document, compress);
  const sealed = encryption === undefined ? packed : await encryption.encrypt(packed);
  const encoding = encodingOf(options);
  const name = sealedName(document.name, encoding);
  if (sealed.length > options.maxBytes && encryption?.step !== "age") throw tooLarge(name, sealed.length, options);
  return {
    name,
    bytes: sealed,
    mediaType: mediaTypeOf(encoding) ?? document.mediaType,
    record: {
      name,
      sha256: document.digest.hex(),
      bytes: plainBytes,
      encoding,
      ...(encryption?.step === "fernet" && { key_id: encryption.keyId }),
      ...(encryption?.step === "age" && { recipients: encryption.recipients }),
    },
  };
}

/** Fernet under one key; `iv` gives 16 bytes that were never used with it, `now` is in seconds since 1970. */
export function fernetEncryption(
  key: FernetKey,
  nonce: { readonly iv: () => Uint8Array; readonly now: number },
): Encryption {
  return {
    step: "fernet",
    keyId: keyIdOf(key),
    encrypt: (packed) => new TextEncoder().encode(fernetEncrypt(packed, key, { now: nonce.now, iv: nonce.iv() })),
  };
}

/** age for all of these recipients, each of whom can open it alone. */
export function ageEncryption(recipients: readonly string[], port: Pick<AgePort, "encrypt">): Encryption {
  return { step: "age", recipients, encrypt: (packed) => port.encrypt(packed, recipients) };
}

/** First 16 hex digits of SHA-256 of the 32 key bytes: names a key without telling it. */
export function keyIdOf(key: FernetKey): string {
  const bytes = new Uint8Array(32);
  bytes.set(key.signing);
  bytes.set(key.encryption, key.signing.length);
  return sha256HexNoble(bytes).slice(0, 16);
}

/** Digests the pieces, and joins them compressed or as they are. */
function pack(
  { pieces, digest, compression }: PlainDocument,
  compress: boolean,
): { readonly packed: Uint8Array; readonly bytes: number } {
  const packing = compress ? compression : stored();
  let bytes = 0;
  for (const piece of pieces) {
    digest.update(piece);
    packing.push(piece);
    bytes += piece.length;
  }
  return { packed: packing.end(), bytes };
}

/** The steps that the options ask for, in the order in which they are done. */
function encodingOf({ compress, encryption }: SealOptions): readonly SealEncoding[] {
  const packed: readonly SealEncoding[] = compress ? ["gzip"] : [];
  return encryption === undefined ? packed : [...packed, encryption.step];
}

/** Of the outermost layer; Fernet and age have no registered media type. */
function mediaTypeOf(encoding: readonly SealEncoding[]): string | undefined {
  const last = encoding.at(-1);
  if (last === undefined) return undefined;
  return last === "gzip" ? "application/gzip" : "application/octet-stream";
}

function tooLarge(name: string, bytes: number, { maxBytes }: SealOptions): FixopsError {
  return new FixopsError(
    "USAGE_BAD_VALUE",
    `${name} has ${bytes} bytes, evidence.max_bytes of the overlay allows ${maxBytes}`,
    {
      hint: "encrypt it with age (--recipient age1…), which has no limit, raise evidence.max_bytes, or leave sections out with evidence.include_sections",
    },
  );
}
