import { z } from "zod";
import { FixopsError, reasonOf } from "../domain/error.ts";
import { parseJson } from "../standards/json.ts";
import { duplicateKeys } from "../standards/json-keys.ts";
import { type PublicKey, parsePublicKey } from "../standards/signature.ts";
import { issueText, sha256Schema } from "./document.ts";

/**
 * `trust.json`: whose signatures count, and when. It belongs to those who verify, and is kept apart from the evidence: who
 * can write it decides what verifies. Several keys at once are usual, while one takes over from another.
 */

export const trustSchema = "fixops.trust/v1";

/** What a key may sign: manifests, or checkpoints of the log. */
export type KeyUsage = "evidence" | "log";

/** A key and its lifetime; times are RFC 3339. */
export type TrustEntry = {
  readonly key: PublicKey;
  readonly usage: readonly KeyUsage[];
  /** The first moment. */
  readonly validFrom: string;
  /** The first moment that it is no longer valid; absent while it is in use. */
  readonly validTo?: string;
  /** Since when its signatures are worth nothing: what the log records before is not touched by it. */
  readonly revokedAt?: string;
  readonly reason?: string;
};

export type TrustList = { readonly file: string; readonly entries: readonly TrustEntry[] };

/** Hundreds of keys; nobody looks after more. */
export const maxTrustBytes = 1024 * 1024;

const time = z.iso.datetime({ offset: true });

/** As on disk; members that are not known are refused, since one of them may be a limit that is spelled wrongly. */
const trustDocument = z.strictObject({
  schema: z.literal(trustSchema),
  keys: z.array(
    z.strictObject({
      /** SHA-256 of the DER of the SubjectPublicKeyInfo, hex. */
      key_id: sha256Schema,
      algorithm: z.enum(["ed25519", "ecdsa-p256"]),
      /** SubjectPublicKeyInfo in PEM. */
      public_key: z.string(),
      usage: z.array(z.enum(["evidence", "log"])).min(1),
      valid_from: time,
      valid_to: time.exactOptional(),
      revoked_at: time.exactOptional(),
      reason: z.string().min(1).exactOptional(),
    }),
  ),
});

type Document = z.output<typeof trustDocument>;

/** Reads a trust list, each key once. Throws USAGE_KEY_INVALID. */
export function parseTrustList(text: string, file: string): TrustList {
  const parsed = parseJson(text);
  if (!parsed.ok) throw invalid(file, `is not JSON: ${parsed.fault.detail}`);
  const [twice] = duplicateKeys(text, 1);
  if (twice !== undefined) throw invalid(file, `has ${twice.key} twice in line ${twice.line}`);
  const result = trustDocument.safeParse(parsed.value);
  if (!result.success) throw invalid(file, `is no ${trustSchema}: ${issueText(result.error)}`);
  const entries = result.data.keys.map((entry) => entryOf(entry, file));
  const again = entries.find(({ key }, index) => entries.findIndex((one) => one.key.keyId === key.keyId) !== index);
  if (again !== undefined) throw invalid(file, `has the key ${again.key.keyId} twice`);
  return { file, entries };
}

function entryOf(entry: Document["keys"][number], file: string): TrustEntry {
  const { key_id: keyId, usage, valid_from: validFrom, valid_to: validTo, revoked_at: revokedAt, reason } = entry;
  const key = keyOf(entry.public_key, keyId, file);
  if (key.keyId !== keyId) throw invalid(file, `calls a key ${keyId}, and its digest is ${key.keyId}`);
  if (key.algorithm !== entry.algorithm) throw invalid(file, `calls the key ${keyId} one of ${entry.algorithm}`);
  if (usage.includes("log") && key.algorithm !== "ed25519") {
    throw invalid(file, `lets the key ${keyId} sign checkpoints, which are signed with Ed25519 alone`);
  }
  if (validTo !== undefined && Date.parse(validTo) <= Date.parse(validFrom)) {
    throw invalid(file, `ends the key ${keyId} before it begins`);
  }
  return {
    key,
    usage,
    validFrom,
    ...(validTo !== undefined && { validTo }),
    ...(revokedAt !== undefined && { revokedAt }),
    ...(reason !== undefined && { reason }),
  };
}

function keyOf(pem: string, keyId: string, file: string): PublicKey {
  try {
    return parsePublicKey(pem);
  } catch (cause) {
    throw invalid(file, `has no public key for ${keyId}: ${reasonOf(cause)}`, cause);
  }
}

function invalid(file: string, what: string, cause?: unknown): FixopsError {
  return new FixopsError("USAGE_KEY_INVALID", `the trust list ${file} ${what}`, {
    where: { file },
    hint: "correct it: fixops keys show FILE.pub tells the id and the PEM of a key",
    ...(cause !== undefined && { cause }),
  });
}

/** The text of a trust list, for people: two spaces deep, members in the order of the schema. */
export function trustListText({ entries }: Pick<TrustList, "entries">): string {
  const keys = entries.map(({ key, usage, validFrom, validTo, revokedAt, reason }): Document["keys"][number] => ({
    key_id: key.keyId,
    algorithm: key.algorithm,
    public_key: key.pem,
    usage: [...usage],
    valid_from: validFrom,
    ...(validTo !== undefined && { valid_to: validTo }),
    ...(revokedAt !== undefined && { revoked_at: revokedAt }),
    ...(reason !== undefined && { reason }),
  }));
  return `${JSON.stringify({ schema: trustSchema, keys } satisfies Document, undefined, 2)}\n`;
}

/** The keys that may sign this, at any time. */
export function keysFor({ entries }: TrustList, usage: KeyUsage): readonly PublicKey[] {
  return entries.filter((entry) => entry.usage.includes(usage)).map(({ key }) => key);
}
