import { basename, dirname, join, resolve } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import { modes } from "../../domain/mode.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { counted, listText } from "../../domain/words.ts";
import type { Check } from "../../evidence/check.ts";
import type { LogReport } from "../../evidence/check-log.ts";
import { checkPlace, strangeEntries, type VerifyMeans, verifyRun } from "../../evidence/verify.ts";
import { type CheckGroup, checksOfLog, type FoundLog, failureIn, findLog, noLog, resultOf } from "./check-groups.ts";
import type { Result } from "./result.ts";
import {
  linesOf,
  listRuns,
  manifestOf,
  misplacedIn,
  modesIn,
  noEvidence,
  type RunDirectory,
  readRun,
} from "./run-files.ts";
import { stageEvent } from "./run-registry.ts";
import { readVerifyKeys, type VerifyKeySource, type VerifyKeys } from "./verify-keys.ts";
import { registryGroups } from "./verify-registry.ts";

export type VerifyRequest = VerifyKeySource & {
  readonly path: string;
  /** Where the audit log stands that records the stages of a run registry. */
  readonly evidenceDir?: string | undefined;
};

/**
 * Verifies a run directory, an evidence directory (or a copy of one) with all its runs and its log, or a run registry: all
 * of it, one application, or one run.
 * Exit code 0 when nothing failed, 5 when anything did; what could not be looked at is told and is not a failure.
 * Throws INPUT_NOT_FOUND when there is no evidence: that nothing is wrong with nothing says nothing; USAGE_BAD_VALUE for
 * another log than its own with evidence.
 */
export function verifyPath(request: VerifyRequest, runtime: Runtime): Result {
  const { path, evidenceDir } = request;
  const keys = readVerifyKeys(request, runtime);
  const registry = registryGroups(path, { keys: keys.publicKeys ?? [], evidenceDir }, runtime);
  if (registry === undefined) {
    if (evidenceDir !== undefined) throw noRegistry(path);
    return resultOf(verifyGroups(path, keys, runtime));
  }
  // One directory may be both.
  const evidence = modesIn(path, runtime).length > 0 ? verifyGroups(path, keys, runtime) : [];
  return resultOf([...registry, ...evidence]);
}

function noRegistry(path: string): FixopsError {
  const message = `--evidence-dir goes with a run registry, and ${path} is none`;
  return new FixopsError("USAGE_BAD_VALUE", message, {
    hint: "leave it out: evidence is verified with the log that stands in it",
  });
}

/** What `verify` looks at, group by group. */
export function verifyGroups(path: string, keys: VerifyKeys, runtime: Runtime): readonly CheckGroup[] {
  const single = readRun(path, runtime);
  return single === undefined ? groupsOfDirectory(path, keys, runtime) : groupsOfRun(path, single, keys, runtime);
}

/** evidence/{mode}/{run_id}: the log stands two floors up. A run that was handed over by itself has none. */
function groupsOfRun(path: string, run: RunDirectory, keys: VerifyKeys, runtime: Runtime): readonly CheckGroup[] {
  const whole = resolve(path);
  const place = { run: basename(whole), mode: basename(dirname(whole)) };
  const found = findLog(join(path, "..", ".."), runtime);
  const isInside = found.log !== undefined || found.failed.length > 0 || modes.some((mode) => mode === place.mode);
  const checks = checksOfRun(run, means(keys, found.log), isInside ? place : undefined);
  const linked = isInside && isLink(join(path, ".."), place.run, runtime) ? [misplaced(path)] : [];
  return [...logGroup(found, isInside), ...linked, { subject: path, checks }];
}

function isLink(directory: string, name: string, runtime: Runtime): boolean {
  return runtime.files.list(directory)?.some((entry) => entry.name === name && entry.kind === "link") === true;
}

function groupsOfDirectory(path: string, keys: VerifyKeys, runtime: Runtime): readonly CheckGroup[] {
  const found = findLog(path, runtime);
  const runs = listRuns(path, runtime);
  const isEvidence = modesIn(path, runtime).length > 0;
  if (found.log === undefined && found.failed.length === 0 && !isEvidence) throw noEvidence(path);
  return [
    ...logGroup(found, isEvidence, [...absentRuns(found.log, runs), ...stagesElsewhere(found.log)]),
    ...misplacedIn(path, runtime).map(misplaced),
    ...runs.map((name) => ({
      subject: name,
      checks: checksOfRun(readRun(join(path, name), runtime), means(keys, found.log), {
        run: basename(name),
        mode: dirname(name),
      }),
    })),
  ];
}

type Place = Parameters<typeof checkPlace>[1];

function checksOfRun(run: RunDirectory | undefined, given: VerifyMeans, place: Place | undefined): readonly Check[] {
  const { files, strange } = run ?? { files: new Map(), strange: [] };
  const checks = [...strangeEntries(strange), ...verifyRun(files, given)];
  return place === undefined ? checks : [...checks, ...placeOf(files, place)];
}

/** Of a manifest that cannot be read the other checks have told. */
function placeOf(files: RunDirectory["files"], place: Place): readonly Check[] {
  try {
    return [checkPlace(manifestOf(files), place)];
  } catch (error) {
    if (error instanceof FixopsError) return [];
    throw error;
  }
}

function misplaced(name: string): CheckGroup {
  const detail = "does not belong here: among the runs stands nothing but their own directories";
  return { subject: name, checks: [{ what: "place", status: "fail", detail, code: "INTEGRITY_MANIFEST" }] };
}

/** What `verify` looks at, when none of it fails; of a run that was `read`, the very bytes that will be used. Throws the INTEGRITY_* error of the first check that does. */
export function assertHolds(
  directory: string,
  keys: VerifyKeys,
  runtime: Runtime,
  read?: RunDirectory,
): readonly CheckGroup[] {
  const groups =
    read === undefined ? verifyGroups(directory, keys, runtime) : groupsOfRun(directory, read, keys, runtime);
  const failed = failureIn(groups);
  if (failed === undefined) return groups;
  throw new FixopsError(
    failed.code ?? "INTEGRITY_DIGEST",
    `the evidence does not hold: ${failed.what}: ${failed.detail}`,
    {
      where: { file: directory },
      hint: `see all checks with: fixops verify ${directory}`,
    },
  );
}

function means(keys: VerifyKeys, log: LogReport | undefined): VerifyMeans {
  const lines = linesOf(log);
  return { ...keys, ...(lines !== undefined && { log: lines }) };
}

/** `isNeeded`: where runs stand in an evidence directory, the log that records them stands, too. */
function logGroup({ log, failed }: FoundLog, isNeeded: boolean, further: readonly Check[] = []): readonly CheckGroup[] {
  const subject = "audit log";
  if (failed.length > 0) return [{ subject, checks: failed }];
  if (log !== undefined) return [{ subject, checks: [...checksOfLog(log), ...further] }];
  return isNeeded ? [{ subject, checks: [noLog] }] : [];
}

/** Names that a check lists. */
const maxNamed = 3;

/** Runs that the log records and the directory lacks: a hand-off copy leaves others out, anything else was deleted. */
function absentRuns(report: LogReport | undefined, runs: readonly string[]): readonly Check[] {
  const here = new Set(runs.map((run) => basename(run)));
  const logged = (linesOf(report) ?? []).flatMap(({ event, run }) => (event === "decision.made" && run ? [run] : []));
  const absent = [...new Set(logged)].filter((run) => !here.has(run));
  if (absent.length === 0) return [];
  const detail = `the log records ${absent.length} that are not here: ${listText(absent, maxNamed)}`;
  return [{ what: "runs", status: "unknown", detail }];
}

/** Stages that the log records: their documents stand in a run registry, which is verified by itself. */
function stagesElsewhere(report: LogReport | undefined): readonly Check[] {
  const count = (linesOf(report) ?? []).filter(({ event }) => event === stageEvent).length;
  if (count === 0) return [];
  const detail = `${counted(count, "line tells", "lines tell")} of stages in a run registry, which was not looked at: fixops verify it, too`;
  return [{ what: "stages", status: "unknown", detail }];
}
