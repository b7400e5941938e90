import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { type Revocation, revocationEvent } from "../../evidence/key-lines.ts";
import type { TrustList } from "../../evidence/trust-list.ts";
import { visibleText } from "../../standards/visible.ts";
import { clockOf, secondsOfTime } from "./clock.ts";
import type { Result } from "./result.ts";
import { signersWhen } from "./signing.ts";
import { readTrustList, recordWith, whileLocked } from "./trust-file.ts";

export type RevokeKeyRequest = {
  /** Hex SHA-256 of the DER of its SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly reason: string;
  readonly trust: string;
  /** Since when it may be in other hands; now unless given. */
  readonly at?: string | undefined;
  readonly evidenceDir: string;
  readonly logKey?: string | undefined;
};

/**
 * The signatures of a key count no more, but for what the log recorded before: noted in the trust list, and in the log. Both
 * happen or neither. Throws USAGE_KEY_INVALID, USAGE_BAD_VALUE, IO_*, INTEGRITY_*.
 */
export function revokeKey(request: RevokeKeyRequest, runtime: Runtime): Result {
  const { keyId, reason, trust, evidenceDir } = request;
  const now = clockOf(runtime, undefined);
  const revocation = { keyId, reason: checkedReason(reason), revokedAt: momentOf(request, runtime, now) };
  const { logKey } = signersWhen(false, { logKey: request.logKey }, runtime);
  const event = revocationEvent(revocation, now);
  const record = () => {
    const list = revokedList(readTrustList(trust, runtime), revocation);
    return recordWith(event, list, { evidenceDir, logKey }, runtime);
  };
  const { seq } = whileLocked(trust, record, runtime);
  const facts = { key_id: keyId, revoked_at: revocation.revokedAt, reason: revocation.reason, line: seq + 1 };
  const text = `${keyId}\n  revoked at ${facts.revoked_at}: ${visibleText(facts.reason)}\n  recorded in line ${facts.line} of the audit log, and in ${trust}\n`;
  return { text, json: { ...facts, trust }, exitCode: 0 };
}

/** A line of the log has room for some thousand characters. */
const maxReason = 500;

function checkedReason(reason: string): string {
  const text = reason.trim();
  if (text !== "" && text.length <= maxReason) return text;
  throw new FixopsError("USAGE_BAD_VALUE", `--reason has ${text.length} characters, expected 1 to ${maxReason}`, {
    hint: "say in a sentence what happened to the key; whoever verifies reads it",
  });
}

function momentOf({ at }: RevokeKeyRequest, runtime: Runtime, now: string): string {
  if (at === undefined) return now;
  const moment = clockOf(runtime, at);
  if (secondsOfTime("--at", at) * 1000 <= Date.parse(now)) return moment;
  throw new FixopsError("USAGE_BAD_VALUE", `--at is ${moment}, which is still to come`, {
    hint: "give the time since when the key may be in other hands, or leave --at out: now",
  });
}

/** A revocation may be moved back, when more is known, and never forward. */
function revokedList({ file, entries }: TrustList, { keyId, reason, revokedAt }: Revocation): TrustList {
  const before = entries.find(({ key }) => key.keyId === keyId);
  if (before === undefined) throw invalid(`${file} does not list the key ${visibleText(keyId)}`);
  if (before.revokedAt !== undefined && Date.parse(before.revokedAt) <= Date.parse(revokedAt)) {
    throw invalid(`${file} has the key ${keyId} revoked at ${before.revokedAt} already`);
  }
  return { file, entries: entries.map((one) => (one === before ? { ...one, revokedAt, reason } : one)) };
}

function invalid(message: string): FixopsError {
  return new FixopsError("USAGE_KEY_INVALID", message, {
    hint: "give the id of a key that is listed and in use, as fixops keys show prints it",
  });
}
