import { join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { NamedBytes, Runtime, StoredLog, StoredLogs } from "../../domain/runtime.ts";
import { checkpointFile, headFile, logFile } from "../../evidence/audit.ts";
import { handOffFiles } from "../../evidence/hand-off/files.ts";
import { fileOf } from "../../evidence/log-family.ts";
import { keyFileOf, verifyText } from "../../evidence/verify-text.ts";
import { zipFiles } from "../../evidence/zip.ts";
import type { PublicKey } from "../../standards/signature.ts";
import { renderGroups } from "./check-groups.ts";
import { type LocatedRun, locateRun } from "./locate-run.ts";
import { isBelow } from "./outputs.ts";
import { besideRedacted, redactRun } from "./redact-run.ts";
import type { Result } from "./result.ts";
import { manifestOf } from "./run-files.ts";
import { assertHolds } from "./verify.ts";
import { readVerifyKeys, type VerifyKeySource, type VerifyKeys } from "./verify-keys.ts";

export type CopyEvidenceRequest = VerifyKeySource & {
  readonly decision: string;
  readonly evidenceDir: string;
  readonly target: string;
  /** Names of the sections that a redacted copy shows; without it the copy is whole. */
  readonly only?: readonly string[] | undefined;
  /** A ZIP file with what the target directory holds of this run. */
  readonly zip?: string | undefined;
};

/**
 * A hand-off copy: the run, the audit log that records it, and VERIFY.txt, verify.sh and verify.html, with which both
 * are checked without this program. The copy has the layout of an evidence directory, and is verified after it was written.
 * Throws IO_EXISTS when the target has that run, or another log, already, INTEGRITY_* when the source or the copy
 * does not hold.
 */
export async function copyEvidence(request: CopyEvidenceRequest, runtime: Runtime): Promise<Result> {
  const keys = readVerifyKeys({ ...request, near: [request.evidenceDir] }, runtime);
  const whole = locateRun(request.decision, request.evidenceDir, runtime);
  await assertHolds(whole.directory, keys, runtime, whole);
  const run = request.only === undefined ? whole : await redactRun(whole, request.only, keys);
  assertFreshZip(request, runtime);
  const directory = join(request.target, run.mode, run.runId);
  const beside = surroundings(request, run, keys, runtime);
  const around = request.only === undefined ? beside : besideRedacted(run, beside);
  assertSameLog(request, runtime);
  runtime.files.publish(directory, runFiles(run));
  for (const { name, bytes } of around) runtime.files.writeFile(join(request.target, name), bytes);
  const groups = await assertHolds(directory, keys, runtime);
  if (request.zip !== undefined) runtime.files.writeFile(request.zip, zipFiles(zipEntries(run, around)));
  const written = request.zip === undefined ? request.target : `${request.target} and ${request.zip}`;
  const plainly = request.only === undefined ? "" : `, redacted and not encrypted: it shows ${request.only.join(", ")}`;
  return {
    text: `copied to ${written}${plainly}\n${renderGroups(groups)}`,
    json: {
      target: request.target,
      directory,
      ...(request.only !== undefined && { shown: request.only }),
      ...(request.zip !== undefined && { zip: request.zip }),
      checks: groups,
    },
    exitCode: 0,
  };
}

/** Only a ZIP file is ever replaced, and nothing in the evidence. */
function assertFreshZip({ evidenceDir, zip }: CopyEvidenceRequest, runtime: Runtime): void {
  if (zip === undefined) return;
  const there = runtime.files.read(zip, maxZipBytes);
  const isZip = there === undefined || zipMagic.every((byte, index) => there[index] === byte);
  if (!isZip || isBelow(zip, evidenceDir, runtime)) {
    throw new FixopsError("USAGE_BAD_VALUE", "--zip names a file that is no ZIP, or lies in the evidence", {
      where: { file: zip },
      hint: "name a new file outside of the evidence directory; nothing else is overwritten",
    });
  }
  runtime.files.assertReplaceable(zip);
}

/** No copy is larger. */
const maxZipBytes = 2 ** 31;

/** Local file header (APPNOTE 4.3.7). */
const zipMagic = [0x50, 0x4b, 0x03, 0x04];

function runFiles(run: LocatedRun): readonly NamedBytes[] {
  return [...run.files].map(([name, bytes]) => ({ name, bytes }));
}

/** What stands beside the run: the log, the signer's key, and how to check it all; named from the target. */
function surroundings(
  request: CopyEvidenceRequest,
  run: LocatedRun,
  keys: VerifyKeys,
  runtime: Runtime,
): readonly NamedBytes[] {
  const manifest = manifestOf(run.files);
  const logs = logsOf(runtime.auditLog.read(request.evidenceDir));
  const key = signerKey(manifest, keys);
  const years = logs.flatMap(({ year }) => (year === undefined ? [] : [year]));
  return [
    ...logs.flatMap(logFiles),
    ...(key ? [{ name: keyFileOf(key), bytes: utf8(key.pem) }] : []),
    { name: "VERIFY.txt", bytes: utf8(verifyText(manifest, key, years)) },
    ...handOffFiles(),
  ];
}

type NamedLog = StoredLog & { readonly year?: string };

/** The logs of closed years and the open one. A year that is still the open log, since a crash came between, counts once. */
function logsOf(stored: StoredLogs | undefined): readonly NamedLog[] {
  if (stored === undefined) return [];
  const { closed = [], ...open } = stored;
  return [...closed.filter(({ log }) => !isPrefix(log, open.log)), open];
}

function logFiles(stored: NamedLog): readonly NamedBytes[] {
  const files = [
    [logFile, stored.log],
    [headFile, stored.head],
    [checkpointFile, stored.checkpoint],
  ] as const;
  return files.flatMap(([name, bytes]) =>
    bytes === undefined ? [] : [{ name: `audit/${fileOf(stored, name)}`, bytes }],
  );
}

/** The key that the signature was verified with, for the reader to compare with what its owner publishes. */
function signerKey({ signed_by }: Manifest, { publicKeys = [] }: VerifyKeys): PublicKey | undefined {
  return publicKeys.find(({ keyId }) => keyId === signed_by?.key_id);
}

/** A log is only ever replaced by its own continuation: another one belongs to runs that were copied before. */
function assertSameLog(request: CopyEvidenceRequest, runtime: Runtime): void {
  const { target, evidenceDir } = request;
  const ours = logsOf(runtime.auditLog.read(evidenceDir));
  const there = logsOf(runtime.auditLog.read(target));
  if (there.every(({ log }) => ours.some((one) => isPrefix(log, one.log)))) return;
  throw new FixopsError("IO_EXISTS", `${target} holds the audit log of other evidence`, {
    where: { file: join(target, "audit", logFile) },
    hint: "copy runs of different evidence directories to different targets",
  });
}

function isPrefix(one: Uint8Array, whole: Uint8Array): boolean {
  return one.length <= whole.length && one.every((byte, index) => byte === whole[index]);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function zipEntries(run: LocatedRun, around: readonly NamedBytes[]): readonly NamedBytes[] {
  const prefix = `${run.mode}/${run.runId}`;
  return [...runFiles(run).map(({ name, bytes }) => ({ name: `${prefix}/${name}`, bytes })), ...around];
}
