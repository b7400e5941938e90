import { z } from "zod";
import type { AuditLine } from "../domain/bundle.ts";
import { reasonOf } from "../domain/error.ts";
import type { AuditEvent, Signer } from "../domain/runtime.ts";
import { counted } from "../domain/words.ts";
import { decodeBase64, encodeBase64 } from "../standards/base64.ts";
import { preAuthEncoding } from "../standards/dsse.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { parsePem } from "../standards/pem.ts";
import { type PublicKey, parsePublicKey, publicKeyOf } from "../standards/signature.ts";
import { type Check, fail, pass } from "./check.ts";
import type { LoggedLine } from "./check-log.ts";
import { issueText, sha256Schema } from "./document.ts";

/** Lines of the log that tell of keys: one takes over from another, or is worth nothing any more. */

export const rotatedEvent = "key.rotated";
export const revokedEvent = "key.revoked";

/**
 * What both keys sign of a rotation, as the payload of a DSSE envelope (its pre-authentication encoding): the old one says
 * who follows it, the new one that somebody has it. Canonical JSON of schema, rotated_at (the time of the line) and both
 * keys, each with algorithm, key_id, and public_key (base64 of the DER of its SubjectPublicKeyInfo).
 */
export const rotationPayloadType = "application/vnd.fixops.key-rotation.v1+json";

export const rotationSchema = "fixops.key-rotation/v1";

type Rotation = { readonly oldKey: PublicKey; readonly newKey: PublicKey; readonly rotatedAt: string };

/** The bytes that are signed. */
export function rotationStatement({ oldKey, newKey, rotatedAt }: Rotation): Uint8Array {
  const payload = canonicalJson({
    schema: rotationSchema,
    rotated_at: rotatedAt,
    old_key: wireKey(oldKey),
    new_key: wireKey(newKey),
  });
  return preAuthEncoding(rotationPayloadType, new TextEncoder().encode(payload));
}

function wireKey(key: PublicKey) {
  return { algorithm: key.algorithm, key_id: key.keyId, public_key: derOf(key) };
}

function derOf({ pem }: PublicKey): string {
  return encodeBase64(parsePem(pem).der);
}

/** The event of a rotation, signed by both. Throws what the signers throw. */
export function rotationEvent(signers: { readonly old: Signer; readonly new: Signer }, rotatedAt: string): AuditEvent {
  const oldKey = parsePublicKey(signers.old.publicKey);
  const newKey = parsePublicKey(signers.new.publicKey);
  const statement = rotationStatement({ oldKey, newKey, rotatedAt });
  return {
    event: rotatedEvent,
    ts: rotatedAt,
    data: {
      new_key: newKey.keyId,
      new_public_key: derOf(newKey),
      new_signature: encodeBase64(signers.new.sign(statement)),
      old_key: oldKey.keyId,
      old_public_key: derOf(oldKey),
      old_signature: encodeBase64(signers.old.sign(statement)),
    } satisfies RotationData,
  };
}

/** A key that is worth nothing any more, and why. `revokedAt` may lie before the line. */
export type Revocation = { readonly keyId: string; readonly reason: string; readonly revokedAt: string };

/** Nothing signs it: whoever revokes a key may have lost it, and the trust list of the reader is what counts. */
export function revocationEvent({ keyId, reason, revokedAt }: Revocation, ts: string): AuditEvent {
  const data: z.output<typeof revocationData> = { key_id: keyId, reason, revoked_at: revokedAt };
  return { event: revokedEvent, ts, data };
}

type RotationData = z.output<typeof rotationData>;

const base64 = z.base64().min(1);

const rotationData = z.strictObject({
  new_key: sha256Schema,
  new_public_key: base64,
  new_signature: base64,
  old_key: sha256Schema,
  old_public_key: base64,
  old_signature: base64,
});

const revocationData = z.strictObject({
  key_id: sha256Schema,
  reason: z.string().min(1),
  revoked_at: z.iso.datetime({ offset: true }),
});

/** Whether a line tells of keys. */
export function isKeyEvent(event: string): boolean {
  return event === rotatedEvent || event === revokedEvent;
}

/** The lines of a log that tell of keys, each by itself: both keys of a rotation signed it. Never throws. */
export function checkKeyLines(lines: readonly LoggedLine[]): readonly Check[] {
  const found = lines.filter(({ line }) => isKeyEvent(line.event));
  if (found.length === 0) return [];
  const failed = found.flatMap(({ seq, line }) => {
    const fault = line.event === rotatedEvent ? rotationFault(line) : revocationFault(line);
    return fault === undefined ? [] : [fail(`key change in line ${seq + 1}`, "INTEGRITY_SIGNATURE", fault)];
  });
  if (failed.length > 0) return failed;
  const rotated = found.filter(({ line }) => line.event === rotatedEvent).length;
  const rotations = `${counted(rotated, "rotation")}, signed by both keys`;
  return [pass("key changes", `${rotations}; ${counted(found.length - rotated, "revocation")}`, "audit.jsonl")];
}

function rotationFault({ data, ts }: AuditLine): string | undefined {
  const read = rotationData.safeParse(data);
  if (!read.success) return `is no rotation: ${issueText(read.error)}`;
  try {
    const [oldKey, newKey] = [keyIn(read.data.old_public_key), keyIn(read.data.new_public_key)];
    const statement = rotationStatement({ oldKey, newKey, rotatedAt: ts });
    return (
      halfFault("old", oldKey, { id: read.data.old_key, signature: read.data.old_signature, statement }) ??
      halfFault("new", newKey, { id: read.data.new_key, signature: read.data.new_signature, statement })
    );
  } catch (error) {
    return `has no key that is used here: ${reasonOf(error)}`;
  }
}

function keyIn(text: string): PublicKey {
  return publicKeyOf(decodeBase64(text) ?? new Uint8Array());
}

type Half = { readonly id: string; readonly signature: string; readonly statement: Uint8Array };

function halfFault(which: string, key: PublicKey, { id, signature, statement }: Half): string | undefined {
  if (key.keyId !== id) return `calls the ${which} key ${id}, and its digest is ${key.keyId}`;
  if (key.verify(statement, decodeBase64(signature) ?? new Uint8Array())) return undefined;
  return `the signature of the ${which} key ${id} does not hold`;
}

function revocationFault({ data }: AuditLine): string | undefined {
  const read = revocationData.safeParse(data);
  return read.success ? undefined : `is no revocation: ${issueText(read.error)}`;
}
