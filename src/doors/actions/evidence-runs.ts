import { basename, dirname, join, resolve } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { LogSigner, Runtime } from "../../domain/runtime.ts";
import { runLines } from "../../evidence/run-lines.ts";
import { runOfTombstone } from "../../evidence/tombstone.ts";
import { noLogBelow, refuseProblems } from "./audit-family.ts";
import { listRuns, modesIn, readLog } from "./run-files.ts";
import { type SigningSource, signersWhen } from "./signing.ts";

/** What the commands about the runs of an evidence directory have in common. */

/** A run by its place; its directory may be gone. */
export type RunName = { readonly mode: string; readonly run: string };

/** `demo/RUN`, as runs are named in texts. */
export function nameText({ mode, run }: RunName): string {
  return `${mode}/${run}`;
}

/** The directories of runs, by place. */
export function runsIn(evidenceDir: string, runtime: Runtime): readonly RunName[] {
  return listRuns(evidenceDir, runtime).map((path) => ({ mode: dirname(path), run: basename(path) }));
}

/** The tombstones of runs that were pruned, by place. */
export function tombstonesIn(evidenceDir: string, runtime: Runtime): readonly RunName[] {
  return entriesBelow(evidenceDir, runtime).flatMap(({ mode, name, kind }) => {
    const run = kind === "file" ? runOfTombstone(name) : undefined;
    return run === undefined ? [] : [{ mode, run }];
  });
}

const asidePrefix = ".tmp-old-";

/** Where a run stands while its place is taken by another form of it, or while it is being removed. */
export function asideOf(evidenceDir: string, { mode, run }: RunName): string {
  return join(evidenceDir, mode, `${asidePrefix}${run}`);
}

/** Runs that stand aside: whoever put them there is at work, or was interrupted. */
export function asideIn(evidenceDir: string, runtime: Runtime): readonly RunName[] {
  return entriesBelow(evidenceDir, runtime).flatMap(({ mode, name, kind }) =>
    kind === "directory" && name.startsWith(asidePrefix) ? [{ mode, run: name.slice(asidePrefix.length) }] : [],
  );
}

/** `.tmp-RUN-PID-RANDOM` while a run is made, `.tmp-new-RUN-PID-RANDOM` while it is sealed anew. */
const unfinished = /^\.tmp-(new-)?(.+)-\d+-[0-9a-f]{16}$/;

/** Directories of a run that is being written, or was when its process was killed. */
export function unfinishedIn(evidenceDir: string, { mode, run }: RunName, runtime: Runtime): readonly string[] {
  return entriesBelow(evidenceDir, runtime)
    .filter((entry) => entry.mode === mode && unfinishedOf(entry)?.run === run)
    .map(({ name }) => join(evidenceDir, mode, name));
}

/** The runs that are being sealed anew, or were. */
export function resealedRuns(evidenceDir: string, runtime: Runtime): readonly RunName[] {
  return entriesBelow(evidenceDir, runtime).flatMap((entry) => {
    const found = unfinishedOf(entry);
    return found?.isNew ? [{ mode: entry.mode, run: found.run }] : [];
  });
}

function unfinishedOf({ name, kind }: Entry): { readonly run: string; readonly isNew: boolean } | undefined {
  const [, start, run] = unfinished.exec(kind === "directory" && !name.startsWith(asidePrefix) ? name : "") ?? [];
  return run === undefined ? undefined : { run, isNew: start !== undefined };
}

type Entry = NonNullable<ReturnType<Runtime["files"]["list"]>>[number] & { readonly mode: string };

function entriesBelow(evidenceDir: string, runtime: Runtime): readonly Entry[] {
  return modesIn(evidenceDir, runtime).flatMap((mode) =>
    (runtime.files.list(join(evidenceDir, mode)) ?? []).map((entry) => ({ ...entry, mode })),
  );
}

/**
 * The run that somebody named: by its id, as `demo/RUN`, or by its directory. Throws INPUT_NOT_FOUND, USAGE_BAD_VALUE for
 * an id that both modes have.
 */
export function findRun(named: string, known: readonly RunName[], evidenceDir: string): RunName {
  const isNamed = (name: RunName): boolean =>
    name.run === named ||
    nameText(name) === named ||
    resolve(join(evidenceDir, name.mode, name.run)) === resolve(named);
  const [found, other] = known.filter(isNamed);
  if (found === undefined) {
    throw new FixopsError("INPUT_NOT_FOUND", `there is no run ${named} in ${evidenceDir}`, {
      where: { file: evidenceDir },
      hint: "see what there is with: fixops evidence list; give another directory with --evidence-dir",
    });
  }
  if (other === undefined) return found;
  throw new FixopsError("USAGE_BAD_VALUE", `${nameText(found)} and ${nameText(other)} have the same id`, {
    hint: `name it with its mode: ${nameText(found)}`,
  });
}

/** The lines of a log that was found whole, by run. Throws INTEGRITY_LOG, INPUT_NOT_FOUND when there is none. */
export function soundLines(evidenceDir: string, runtime: Runtime): ReturnType<typeof runLines> {
  const report = readLog(evidenceDir, runtime);
  if (report === undefined) throw noLogBelow(evidenceDir);
  refuseProblems(report);
  return runLines(report.lines);
}

/**
 * The key of the log alone: the given one, else that which belongs to the signing key when there is one. Throws as
 * `signersWhen` does.
 */
export function logSignerOf(source: SigningSource, runtime: Runtime): LogSigner | undefined {
  const own = signersWhen(false, { logKey: source.logKey }, runtime).logKey;
  if (own !== undefined) return own;
  const given = source.signingKey ?? source.signingKeyFd ?? runtime.environment("FIXOPS_SIGNING_KEY");
  return given === undefined ? undefined : signersWhen(true, source, runtime).logKey;
}

/** Of a reason, in characters: it becomes part of a line of the log. */
const maxReason = 200;

/** A reason as the log takes it. Throws USAGE_BAD_VALUE. */
export function reasonText(text: string): string {
  const length = [...text].length;
  if (text.trim() !== "" && length <= maxReason) return text;
  const found = text.trim() === "" ? "is empty" : `has ${length} characters`;
  throw new FixopsError("USAGE_BAD_VALUE", `the reason ${found}, expected 1 to ${maxReason} characters`, {
    hint: "say why in one sentence, and name the document that says more",
  });
}
