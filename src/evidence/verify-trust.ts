import type { Manifest } from "../domain/bundle.ts";
import { FixopsError } from "../domain/error.ts";
import { encodeBase64 } from "../standards/base64.ts";
import { rawPublicKey } from "../standards/raw-key.ts";
import type { PublicKey } from "../standards/signature.ts";
import { type Check, fail, pass } from "./check.ts";
import type { LoggedLine } from "./check-log.ts";
import { openCheckpoint } from "./log-checkpoint.ts";
import type { FamilyReport, LogMember } from "./log-family.ts";
import { isRecordOf, type RunLines, rekeyEvent } from "./run-lines.ts";
import type { RunFiles } from "./run-parts.ts";
import type { KeyUsage, TrustEntry } from "./trust-list.ts";
import type { TrustInLog } from "./trust-order.ts";

/** Whether the keys of signatures that hold were valid, by a trust list. Never throws. */

type Known = {
  readonly trust?: TrustInLog;
  /** Those that were given by themselves are good for all times, unless the list knows them. */
  readonly publicKeys?: readonly PublicKey[];
  readonly log?: RunLines;
};

/** The key that signed a run, and that of the log which it names. Nothing without a trust list. */
export function checkKeyValidity(files: RunFiles, manifest: Manifest, known: Known): readonly Check[] {
  const { trust, publicKeys = [], log } = known;
  if (trust === undefined) return [];
  const record = log?.(manifest.run_id).find(({ line }) => isRecordOf(line, manifest, files));
  // Sealed anew, it was signed anew, and the log tells when.
  const at = record?.line.event === rekeyEvent ? record.line.ts : manifest.as_of;
  const moment: Moment = { at, line: record, what: "the run" };
  const logEntry = trust.list.entries.find(({ key }) => encodeBase64(rawPublicKey(key)) === manifest.log_key);
  return [
    checkSigner(manifest, { trust, moment, publicKeys }),
    ...(logEntry === undefined ? [] : [checkEntry("log key validity", logEntry, { usage: "log", trust, moment })]),
  ];
}

type Moment = {
  /** RFC 3339: when it was signed, as far as anybody can tell. */
  readonly at: string;
  /** The line that records what was signed; absent without a log, or when it does not record it. */
  readonly line: LoggedLine | undefined;
  /** What was signed. */
  readonly what: string;
};

type Signing = { readonly trust: TrustInLog; readonly moment: Moment; readonly publicKeys: readonly PublicKey[] };

function checkSigner({ signed_by: signedBy }: Manifest, { trust, moment, publicKeys }: Signing): Check {
  const what = "key validity";
  const { file, entries } = trust.list;
  if (signedBy === undefined) return fail(what, "INTEGRITY_SIGNATURE", "nobody signed the run", file);
  const { key_id: keyId } = signedBy;
  const entry = entries.find(({ key }) => key.keyId === keyId);
  if (entry !== undefined) return checkEntry(what, entry, { usage: "evidence", trust, moment });
  if (publicKeys.some((key) => key.keyId === keyId)) return pass(what, `${keyId} was given by itself, for all times`);
  return fail(what, "INTEGRITY_SIGNATURE", `${keyId} is not listed`, file);
}

type Wanted = { readonly usage: KeyUsage; readonly trust: TrustInLog; readonly moment: Moment };

function checkEntry(what: string, entry: TrustEntry, { usage, trust, moment }: Wanted): Check {
  const { key } = entry;
  const fault = windowFault(entry, usage, moment) ?? revocationFault(entry, trust, moment);
  const subject = `${key.keyId}, ${windowText(entry)}`;
  if (fault !== undefined) return fail(what, "INTEGRITY_SIGNATURE", `${subject}: ${fault}`, trust.list.file);
  return pass(what, `${subject}; ${moment.what} is of ${moment.at}`, trust.list.file);
}

function windowText({ validFrom, validTo, revokedAt, reason }: TrustEntry): string {
  const end = validTo === undefined ? "" : ` to ${validTo}`;
  const why = reason === undefined ? "" : ` (${reason})`;
  return `valid from ${validFrom}${end}${revokedAt === undefined ? "" : `, revoked at ${revokedAt}${why}`}`;
}

function windowFault(
  { usage, validFrom, validTo }: TrustEntry,
  wanted: KeyUsage,
  { at, what }: Moment,
): string | undefined {
  if (!usage.includes(wanted)) return `it is listed for ${usage.join(" and ")}, not for ${wanted}`;
  const time = Date.parse(at);
  const isInside = time >= Date.parse(validFrom) && (validTo === undefined || time < Date.parse(validTo));
  return isInside ? undefined : `${what} is of ${at}, when it was not valid`;
}

function revocationFault(entry: TrustEntry, { order }: TrustInLog, { line, what }: Moment): string | undefined {
  if (order === undefined) {
    if (entry.revokedAt === undefined) return undefined;
    return "no log is at hand, and only the order of the log tells what was signed before";
  }
  const end = order.endOf(entry);
  if (end === undefined) return undefined;
  const place = line && order.placeOf(line);
  if (place === undefined) return `the log does not record ${what} before the revocation`;
  if (place < end) return undefined;
  return `the log records ${what} in its line ${place}, and counts it as revoked from line ${end} on`;
}

/** The checkpoints of a log: each is as old as the last line that it covers. Nothing without a trust list. */
export function checkLogTrust({ lines, members }: FamilyReport, trust: TrustInLog | undefined): readonly Check[] {
  if (trust === undefined) return [];
  return members.flatMap((member) => {
    const signed = signedCheckpoint(member, trust);
    if (signed === undefined) return [];
    const start = lines.findIndex(({ leaf }) => leaf === member.first?.leaf);
    const line = lines[start + signed.size - 1];
    // Of a checkpoint that the log does not continue was told before.
    if (line === undefined) return [];
    const moment = { at: line.line.ts, line, what: "the last line of the checkpoint" };
    return [checkEntry("checkpoint key validity", signed.entry, { usage: "log", trust, moment })];
  });
}

/** Whose checkpoint it is; nothing for one of another key, or for what is none. */
function signedCheckpoint({ checkpoint }: LogMember, { list }: TrustInLog) {
  if (checkpoint === undefined) return undefined;
  for (const entry of list.entries.filter(({ key }) => key.algorithm === "ed25519")) {
    const size = verifiedSize(checkpoint, entry);
    if (size !== undefined) return { entry, size };
  }
  return undefined;
}

function verifiedSize(checkpoint: Uint8Array, { key }: TrustEntry): number | undefined {
  try {
    const { size, isVerified } = openCheckpoint(checkpoint, [rawPublicKey(key)]);
    return isVerified ? size : undefined;
  } catch (error) {
    if (error instanceof FixopsError) return undefined;
    throw error;
  }
}
