import { join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { NamedBytes, Runtime } from "../../domain/runtime.ts";
import { headFile, logFile } from "../../evidence/audit.ts";
import { verifyText } from "../../evidence/verify-text.ts";
import { zipFiles } from "../../evidence/zip.ts";
import { renderGroups } from "./check-groups.ts";
import { type LocatedRun, locateRun } from "./locate-run.ts";
import type { Result } from "./result.ts";
import { manifestOf } from "./run-files.ts";
import { assertHolds } from "./verify.ts";
import { readVerifyKeys, type VerifyKeySource, type VerifyKeys } from "./verify-keys.ts";

export type CopyEvidenceRequest = VerifyKeySource & {
  readonly decision: string;
  readonly evidenceDir: string;
  readonly target: string;
  /** A ZIP file with what the target directory holds of this run. */
  readonly zip?: string | undefined;
};

/**
 * A hand-off copy: the run, the audit log that records it, and VERIFY.txt with the commands that check both
 * without this program. The copy has the layout of an evidence directory, and is verified after it was written.
 * Throws IO_EXISTS when the target has that run, or another log, already, INTEGRITY_* when the source or the copy
 * does not hold.
 */
export function copyEvidence(request: CopyEvidenceRequest, runtime: Runtime): Result {
  const keys = readVerifyKeys(request, runtime);
  const run = locateRun(request.decision, request.evidenceDir, runtime);
  assertHolds(run.directory, keys, runtime, run);
  if (request.zip !== undefined) runtime.files.assertReplaceable(request.zip);
  const directory = join(request.target, run.mode, run.runId);
  const around = surroundings(request, run, keys, runtime);
  assertSameLog(request.target, around, runtime);
  runtime.files.publish(directory, runFiles(run));
  for (const { name, bytes } of around) runtime.files.writeFile(join(request.target, name), bytes);
  const groups = assertHolds(directory, keys, runtime);
  if (request.zip !== undefined) runtime.files.writeFile(request.zip, zipFiles(zipEntries(run, around)));
  const written = request.zip === undefined ? request.target : `${request.target} and ${request.zip}`;
  return {
    text: `copied to ${written}\n${renderGroups(groups)}`,
    json: { target: request.target, directory, ...(request.zip !== undefined && { zip: request.zip }), checks: groups },
    exitCode: 0,
  };
}

function runFiles(run: LocatedRun): readonly NamedBytes[] {
  return [...run.files].map(([name, bytes]) => ({ name, bytes }));
}

/** What stands beside the run: the log and how to check it all, named from the target. */
function surroundings(
  request: CopyEvidenceRequest,
  run: LocatedRun,
  keys: VerifyKeys,
  runtime: Runtime,
): readonly NamedBytes[] {
  const manifest = manifestOf(run.files);
  const found = runtime.auditLog.read(request.evidenceDir);
  const key = signerKey(manifest, keys);
  const text = { name: "VERIFY.txt", bytes: new TextEncoder().encode(verifyText(manifest, key[0]?.name)) };
  if (found === undefined) return [...key, text];
  const log = { name: `audit/${logFile}`, bytes: found.log };
  const head = found.head === undefined ? [] : [{ name: `audit/${headFile}`, bytes: found.head }];
  return [log, ...head, ...key, text];
}

/** The key that the signature was verified with, for the reader to compare with what its owner publishes. */
function signerKey({ signed_by }: Manifest, { publicKeys = [] }: VerifyKeys): readonly NamedBytes[] {
  const key = publicKeys.find(({ keyId }) => keyId === signed_by?.key_id);
  return key === undefined ? [] : [{ name: `keys/${key.keyId}.pub`, bytes: new TextEncoder().encode(key.pem) }];
}

/** A log is only ever replaced by its own continuation: another one belongs to runs that were copied before. */
function assertSameLog(target: string, around: readonly NamedBytes[], runtime: Runtime): void {
  const there = runtime.auditLog.read(target)?.log;
  const ours = around.find(({ name }) => name === `audit/${logFile}`)?.bytes ?? new Uint8Array();
  if (there === undefined || there.every((byte, index) => byte === ours[index])) return;
  throw new FixopsError("IO_EXISTS", `${target} holds the audit log of other evidence`, {
    where: { file: join(target, "audit", logFile) },
    hint: "copy runs of different evidence directories to different targets",
  });
}

function zipEntries(run: LocatedRun, around: readonly NamedBytes[]): readonly NamedBytes[] {
  const prefix = `${run.mode}/${run.runId}`;
  return [...runFiles(run).map(({ name, bytes }) => ({ name: `${prefix}/${name}`, bytes })), ...around];
}
