import { FixopsError } from "../../domain/error.ts";
import type { LogSigner, Runtime, Signer } from "../../domain/runtime.ts";
import { rotationEvent } from "../../evidence/key-lines.ts";
import { openCheckpoint } from "../../evidence/log-checkpoint.ts";
import type { KeyUsage, TrustEntry, TrustList } from "../../evidence/trust-list.ts";
import { deriveLogKey, type LogKey } from "../../standards/log-key.ts";
import { publicKeyOfPrivate } from "../../standards/private-key.ts";
import { type PublicKey, parsePublicKey } from "../../standards/signature.ts";
import { clockOf } from "./clock.ts";
import type { Result } from "./result.ts";
import { signersWhen } from "./signing.ts";
import { findTrustList, recordWith, whileLocked } from "./trust-file.ts";

export type RotateKeyRequest = {
  /** Files with private keys in PEM. */
  readonly old: string;
  readonly new: string;
  /** Made when it is not there. */
  readonly trust?: string | undefined;
  readonly evidenceDir: string;
  readonly logKey?: string | undefined;
};

/** A private key that is in use, and the log key that belongs to it. */
type Holder = { readonly signer: Signer; readonly key: PublicKey; readonly logKey: LogKey };

/**
 * One signing key takes over from another, now: a line in the log that both sign, and in the trust list the end of the one
 * and the beginning of the other; the same for the log keys that belong to them, unless the log has one of its own. Both
 * happen or neither. Throws USAGE_KEY_INVALID, IO_*, INTEGRITY_*.
 */
export function rotateKey(request: RotateKeyRequest, runtime: Runtime): Result {
  const { trust, evidenceDir } = request;
  const old = holderOf(request.old, "--old", runtime);
  const next = holderOf(request.new, "--new", runtime);
  if (old.key.keyId === next.key.keyId) throw invalid("the old and the new key are the same");
  const at = clockOf(runtime, undefined);
  const given = signersWhen(false, { logKey: request.logKey }, runtime).logKey;
  const isDerived = given === undefined && usesLogKey(old.logKey, evidenceDir, runtime);
  const logKey = given ?? (isDerived ? signerOf(next.logKey, runtime) : undefined);
  const event = rotationEvent({ old: old.signer, new: next.signer }, at);
  const change = { old, new: next, at, isDerived };
  const record = () => {
    const list = trust === undefined ? undefined : rotatedList(trust, change, runtime);
    return recordWith(event, list, { evidenceDir, logKey }, runtime);
  };
  const { seq } = trust === undefined ? record() : whileLocked(trust, record, runtime);
  const facts = { old_key: old.key.keyId, new_key: next.key.keyId, rotated_at: at, line: seq + 1 };
  return { text: textOf(facts, trust), json: { ...facts, ...(trust !== undefined && { trust }) }, exitCode: 0 };
}

function holderOf(file: string, givenBy: string, runtime: Runtime): Holder {
  const privateKey = runtime.readSecret({ file, givenBy });
  const signer = runtime.signer({ privateKey });
  return { signer, key: parsePublicKey(signer.publicKey), logKey: deriveLogKey(privateKey) };
}

/** The log key is that of the signing key, unless the checkpoint that is there is of another one. */
function usesLogKey({ publicKey }: LogKey, evidenceDir: string, runtime: Runtime): boolean {
  const checkpoint = runtime.auditLog.read(evidenceDir)?.checkpoint;
  return checkpoint === undefined || openCheckpoint(checkpoint, [publicKey]).isVerified;
}

function signerOf({ publicKey, pem }: LogKey, runtime: Runtime): LogSigner {
  return { publicKey, sign: runtime.signer({ privateKey: pem }).sign };
}

type Change = {
  readonly old: Holder;
  readonly new: Holder;
  readonly at: string;
  /** The log keys change with the signing keys. */
  readonly isDerived: boolean;
};

function rotatedList(file: string, { old, new: next, at, isDerived }: Change, runtime: Runtime): TrustList {
  const found = findTrustList(file, runtime);
  const list = found ?? { file, entries: [entry(old.key, "evidence", ever)] };
  const signing = replaced(list, { old: old.key, new: next.key, usage: "evidence", at });
  if (!isDerived) return signing;
  const logKeys = { old: publicOf(old.logKey), new: publicOf(next.logKey), usage: "log", at } as const;
  const isListed = signing.entries.some(({ key }) => key.keyId === logKeys.old.keyId);
  const known = isListed ? signing : { file, entries: [...signing.entries, entry(logKeys.old, "log", ever)] };
  return replaced(known, logKeys);
}

/** Nobody wrote down when the first key of a list came into use. */
const ever = "1970-01-01T00:00:00Z";

function entry(key: PublicKey, usage: KeyUsage, validFrom: string): TrustEntry {
  return { key, usage: [usage], validFrom };
}

function publicOf({ pem }: LogKey): PublicKey {
  return publicKeyOfPrivate(pem);
}

type Replacement = Pick<Change, "at"> & {
  readonly old: PublicKey;
  readonly new: PublicKey;
  readonly usage: KeyUsage;
};

/** Throws USAGE_KEY_INVALID when the old key is not one in use, or the new one is listed already. */
function replaced({ file, entries }: TrustList, { old, new: next, usage, at }: Replacement): TrustList {
  const before = entries.find(({ key }) => key.keyId === old.keyId);
  if (before === undefined) throw invalid(`${file} does not list the old key ${old.keyId}`);
  const ended = before.revokedAt ?? before.validTo;
  if (ended !== undefined) throw invalid(`${file} ends the old key ${old.keyId} at ${ended} already`);
  if (entries.some(({ key }) => key.keyId === next.keyId)) throw invalid(`${file} lists the new key already`);
  const kept = entries.map((one) => (one === before ? { ...one, validTo: at } : one));
  return { file, entries: [...kept, entry(next, usage, at)] };
}

function invalid(message: string): FixopsError {
  return new FixopsError("USAGE_KEY_INVALID", message, {
    hint: "give the key that is in use with --old and one that was never used with --new",
  });
}

type Facts = {
  readonly old_key: string;
  readonly new_key: string;
  readonly rotated_at: string;
  readonly line: number;
};

function textOf(facts: Facts, trust: string | undefined): string {
  const list = trust === undefined ? "" : `, and in ${trust}`;
  return `${facts.rotated_at}  ${facts.old_key}\n  is followed by ${facts.new_key}\n  recorded in line ${facts.line} of the audit log${list}\n`;
}
