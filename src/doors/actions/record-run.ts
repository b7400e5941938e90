import { basename, dirname, join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { AppendOptions, NamedBytes, Runtime } from "../../domain/runtime.ts";
import { proofFile } from "../../evidence/bundle.ts";
import { runSubject } from "../../evidence/manifest.ts";
import { decisionEvent } from "../../evidence/run-lines.ts";
import { strangeEntries, verifyRun } from "../../evidence/verify.ts";
import type { Run } from "../../pipeline/run.ts";
import { refusePruned, settleRuns, unsettledError } from "./evidence-settle.ts";
import { assertUnchanged } from "./evidence-whole.ts";
import { manifestOf, type RunDirectory, readRun } from "./run-files.ts";

/** Where the log is, and how it is appended to. */
export type LogPlace = Pick<AppendOptions, "logKey" | "allowNetworkFs"> & { readonly evidenceDir: string };

/**
 * Puts a run on disk and into the audit log. The order is the promise: the files are safe on disk but not yet
 * visible, the log records them, then the directory appears, still under the lock of the log. So every visible run is in
 * the log, of several runs with one id only the visible one is, and a log that cannot be written leaves no run behind.
 * Only a process that is killed between line and directory leaves a line without a run.
 * The same run again (same inputs, overlay and clock) finds its evidence there, whole, and records that it was made
 * again. The proof that the log has it, when the log has a key. Throws IO_EXISTS when another run has its place, INTEGRITY_* when the evidence that is there was changed.
 */
export async function recordRun(
  run: Omit<Run, "release">,
  place: LogPlace,
  runtime: Runtime,
): Promise<string | undefined> {
  const { evidenceDir, ...appending } = place;
  const directory = join(evidenceDir, run.decision.evidence.directory);
  const log = (manifest: Manifest, files: RunDirectory["files"], commit?: AppendOptions["commit"]): void => {
    const app = run.decision.app.id ?? run.decision.app.name;
    const event = {
      event: decisionEvent,
      ts: run.decision.as_of,
      run: run.decision.run_id,
      ...(app !== undefined && { app }),
      subject: runSubject(manifest, files),
      data: { mode: manifest.mode, verdict: manifest.verdict },
    };
    runtime.auditLog.append(evidenceDir, event, { ...appending, commit });
  };
  let proof: string | undefined;
  settleRuns(evidenceDir, runtime);
  refusePruned(evidenceDir, { mode: run.manifest.mode, run: run.manifest.run_id }, runtime);
  const made = new Map(run.files.map(({ name, bytes }) => [name, bytes]));
  const publish = () =>
    runtime.files.publish(directory, run.files, (makeVisible) =>
      log(run.manifest, made, (text) => {
        proof = text;
        return makeVisible(text === undefined ? [] : [proofOf(text)]);
      }),
    );
  const existing = readRun(directory, runtime) ?? publishOrFind(directory, publish, runtime);
  if (existing === undefined) return proof;
  refuseLinks(directory, runtime);
  await assertWhole(existing, directory, run.publicKeys);
  const known = manifestOf(existing.files);
  if (known.bundle.sha256 === run.manifest.bundle.sha256) {
    const found = { name: { mode: known.mode, run: known.run_id }, files: existing.files, manifest: known };
    const unsettled = unsettledError(evidenceDir, found, runtime);
    assertUnchanged(evidenceDir, found, runtime);
    if (unsettled !== undefined) throw unsettled;
    log(known, existing.files, (text) => {
      // Sealed anew meanwhile, it has other digests than this line.
      assertUnchanged(evidenceDir, found, runtime);
      proof = text;
    });
  } else throw differentRun(directory, run.decision.run_id);
  return proof;
}

function proofOf(text: string): NamedBytes {
  return { name: proofFile, bytes: new TextEncoder().encode(text) };
}

/** Undefined when the run was published; the run that was faster when there was one. */
function publishOrFind(directory: string, publish: () => void, runtime: Runtime): RunDirectory | undefined {
  try {
    publish();
    return undefined;
  } catch (error) {
    const isTaken = error instanceof FixopsError && error.code === "IO_EXISTS";
    const found = isTaken ? readRun(directory, runtime) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

/** A run or mode directory that is a link would have this run vouch for files elsewhere. */
function refuseLinks(directory: string, runtime: Runtime): void {
  for (const path of [dirname(directory), directory]) {
    const entry = runtime.files.list(dirname(path))?.find(({ name }) => name === basename(path));
    if (entry?.kind !== "link") continue;
    throw new FixopsError("IO_WRITE", `cannot keep evidence in ${path}: it is a symbolic link`, {
      where: { file: path },
      hint: "remove the link, or give another --evidence-dir",
    });
  }
}

/** A run that is signed by another key than this one is not this run. */
async function assertWhole(
  { files, strange }: RunDirectory,
  directory: string,
  publicKeys: Run["publicKeys"],
): Promise<void> {
  const damage = [...(await verifyRun(files, { publicKeys })), ...strangeEntries(strange)].find(
    (check) => check.status === "fail",
  );
  if (damage === undefined) return assertComplete(files, directory);
  const message = `the evidence of this run in ${directory} does not hold: ${damage.what}: ${damage.detail}`;
  throw new FixopsError(damage.code ?? "INTEGRITY_DIGEST", message, {
    where: { file: directory },
    hint: "keep the directory for whoever looks into it, and give another --evidence-dir",
  });
}

/** A redacted copy holds as well, and is not the evidence of a run. */
function assertComplete(files: RunDirectory["files"], directory: string): void {
  if (files.has(manifestOf(files).bundle.name)) return;
  throw new FixopsError("IO_EXISTS", `there is a redacted copy of this run in ${directory}`, {
    where: { file: directory },
    hint: "move the copy elsewhere, or give another --evidence-dir",
  });
}

function differentRun(directory: string, runId: string): FixopsError {
  return new FixopsError("IO_EXISTS", `there is another run ${runId} in ${directory}`, {
    where: { file: directory },
    hint: "give this run an id of its own with --run-id, or another --evidence-dir; evidence is never overwritten",
  });
}
