import { basename, dirname, join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { runSubject } from "../../evidence/manifest.ts";
import { strangeEntries, verifyRun } from "../../evidence/verify.ts";
import type { Run } from "../../pipeline.ts";
import { manifestOf, type RunDirectory, readRun } from "./run-files.ts";

/**
 * Puts a run on disk and into the audit log. The order is the promise: the files are safe on disk but not yet
 * visible, the log records them, then the directory appears, still under the lock of the log. So every visible run is in
 * the log, of several runs with one id only the visible one is, and a log that cannot be written leaves no run behind.
 * Only a process that is killed between line and directory leaves a line without a run.
 * The same run again (same inputs, overlay and clock) finds its evidence there, whole, and records that it was made
 * again. Throws IO_EXISTS when another run has its place, INTEGRITY_* when the evidence that is there was changed.
 */
export function recordRun(run: Omit<Run, "release">, evidenceDir: string, runtime: Runtime): void {
  const directory = join(evidenceDir, run.decision.evidence.directory);
  const log = (manifest: Manifest, files: RunDirectory["files"], commit?: () => void): void => {
    const app = run.decision.app.id ?? run.decision.app.name;
    const event = {
      event: "decision.made",
      ts: run.decision.as_of,
      run: run.decision.run_id,
      ...(app !== undefined && { app }),
      subject: runSubject(manifest, files),
      data: { mode: manifest.mode, verdict: manifest.verdict },
    };
    runtime.auditLog.append(evidenceDir, event, commit);
  };
  const made = new Map(run.files.map(({ name, bytes }) => [name, bytes]));
  const publish = () =>
    runtime.files.publish(directory, run.files, (makeVisible) => log(run.manifest, made, makeVisible));
  const existing = readRun(directory, runtime) ?? publishOrFind(directory, publish, runtime);
  if (existing === undefined) return;
  refuseLinks(directory, runtime);
  assertWhole(existing, directory, run.publicKeys);
  const known = manifestOf(existing.files);
  if (known.bundle.sha256 === run.manifest.bundle.sha256) log(known, existing.files);
  else throw differentRun(directory, run.decision.run_id);
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
function assertWhole({ files, strange }: RunDirectory, directory: string, publicKeys: Run["publicKeys"]): void {
  const damage = [...verifyRun(files, { publicKeys }), ...strangeEntries(strange)].find(
    (check) => check.status === "fail",
  );
  if (damage === undefined) return;
  const message = `the evidence of this run in ${directory} does not hold: ${damage.what}: ${damage.detail}`;
  throw new FixopsError(damage.code ?? "INTEGRITY_DIGEST", message, {
    where: { file: directory },
    hint: "keep the directory for whoever looks into it, and give another --evidence-dir",
  });
}

function differentRun(directory: string, runId: string): FixopsError {
  return new FixopsError("IO_EXISTS", `there is another run ${runId} in ${directory}`, {
    where: { file: directory },
    hint: "give this run an id of its own with --run-id, or another --evidence-dir; evidence is never overwritten",
  });
}
