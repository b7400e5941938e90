import { join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { manifestFile, proofFile } from "../../evidence/bundle.ts";
import { isAbout } from "../../evidence/hold.ts";
import { isOf, isSubjectOf, type RunLines, rekeyEvent, runLines, subjectOf } from "../../evidence/run-lines.ts";
import type { RunFiles } from "../../evidence/run-parts.ts";
import { tombstoneName } from "../../evidence/tombstone.ts";
import { asideIn, asideOf, nameText, type RunName, resealedRuns, unfinishedIn } from "./evidence-runs.ts";
import { manifestOf, readLog, readRun } from "./run-files.ts";

/**
 * Finishes what a killed process left of a rekey or a removal: renames alone, decided by the log. The form of a run that
 * the log names last takes its place when it is there, whole. What stands aside is superseded when something has its
 * place or it has a tombstone; else it goes back. Throws IO_*, INTEGRITY_LOG.
 */
export function settleRuns(evidenceDir: string, runtime: Runtime): void {
  if (openIn(evidenceDir, runtime).length === 0) return;
  // Who is at work holds this lock, and nothing stands aside when it lets go.
  runtime.files.exclusively(lockOf(evidenceDir), () => {
    const report = readLog(evidenceDir, runtime);
    const log = report && runLines(report.lines);
    for (const name of openIn(evidenceDir, runtime)) settle(name, { evidenceDir, log }, runtime);
  });
}

/** The lock of the log. */
function lockOf(evidenceDir: string): string {
  return join(evidenceDir, "audit", "audit.lock.db");
}

/** Runs of which more than one form may stand there. */
function openIn(evidenceDir: string, runtime: Runtime): readonly RunName[] {
  const all = [...asideIn(evidenceDir, runtime), ...resealedRuns(evidenceDir, runtime)];
  return [...new Map(all.map((name) => [nameText(name), name])).values()];
}

type Place = { readonly evidenceDir: string; readonly log: RunLines | undefined };

function settle(name: RunName, { evidenceDir, log }: Place, runtime: Runtime): void {
  const directory = join(evidenceDir, name.mode, name.run);
  const aside = asideOf(evidenceDir, name);
  if (!isPruned(evidenceDir, name, runtime)) {
    const next = log && successorOf(evidenceDir, name, log, runtime);
    const isThere = runtime.files.list(directory) !== undefined;
    if (next !== undefined && isThere && runtime.files.list(aside) === undefined) {
      runtime.files.moveDirectory(directory, aside);
      runtime.files.moveDirectory(next, directory);
    } else if (!isThere && (next !== undefined || runtime.files.list(aside) !== undefined)) {
      runtime.files.moveDirectory(next ?? aside, directory);
    }
  }
  runtime.files.removeDirectory(aside);
}

/** True when a tombstone stands for the run. */
export function isPruned(evidenceDir: string, { mode, run }: RunName, runtime: Runtime): boolean {
  const name = tombstoneName(run);
  return runtime.files.list(join(evidenceDir, mode))?.some((entry) => entry.name === name) === true;
}

/** The form of a run by the last line that seals it anew, when it is there, whole, and not yet in its place. */
function successorOf(evidenceDir: string, name: RunName, log: RunLines, runtime: Runtime): string | undefined {
  const last = log(name.run).findLast(({ line }) => line.event === rekeyEvent && isAbout(line, name));
  const wanted = last && subjectOf(last.line)?.[manifestFile];
  if (wanted === undefined) return undefined;
  const manifest = readRun(join(evidenceDir, name.mode, name.run), runtime)?.files.get(manifestFile);
  if (manifest !== undefined && runtime.sha256(manifest) === wanted) return undefined;
  return unfinishedIn(evidenceDir, name, runtime).find((path) => {
    const files = readRun(path, runtime)?.files;
    const bytes = files?.get(manifestFile);
    if (files === undefined || bytes === undefined || runtime.sha256(bytes) !== wanted) return false;
    return manifestOf(files).log_key === undefined || files.has(proofFile);
  });
}

/**
 * Why a run that is there may not be recorded again: the log knows it in another form, and the line would contradict that.
 * Undefined when it may.
 */
export function unsettledError(
  evidenceDir: string,
  { manifest, files }: { readonly manifest: Manifest; readonly files: RunFiles },
  runtime: Runtime,
): FixopsError | undefined {
  // Under the lock, so that nobody is between the line and the files.
  const report = runtime.files.exclusively(lockOf(evidenceDir), () => readLog(evidenceDir, runtime));
  const last = report && runLines(report.lines)(manifest.run_id).findLast(({ line }) => isOf(line, manifest));
  if (last?.line.event !== rekeyEvent || isSubjectOf(subjectOf(last.line), manifest, files)) return undefined;
  const name = `${manifest.mode}/${manifest.run_id}`;
  return new FixopsError("INTEGRITY_LOG", `${name} is not what line ${last.seq + 1} of the log sealed anew`, {
    where: { file: join(evidenceDir, manifest.mode, manifest.run_id) },
    hint: `finish what was interrupted: fixops evidence rekey ${name}`,
  });
}

/** A run that was pruned does not come back under its id. Throws IO_EXISTS. */
export function refusePruned(evidenceDir: string, name: RunName, runtime: Runtime): void {
  if (!isPruned(evidenceDir, name, runtime)) return;
  throw new FixopsError("IO_EXISTS", `the run ${nameText(name)} was pruned, and its tombstone has its place`, {
    where: { file: join(evidenceDir, name.mode, tombstoneName(name.run)) },
    hint: "give the run an id of its own with --run-id, or another --evidence-dir",
  });
}
