import { basename, dirname, join, resolve } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import { modes } from "../../domain/mode.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { counted, listText } from "../../domain/words.ts";
import type { Check } from "../../evidence/check.ts";
import type { LogReport } from "../../evidence/check-log.ts";
import { checkKeyLines } from "../../evidence/key-lines.ts";
import type { FamilyReport } from "../../evidence/log-family.ts";
import type { NamedLogKey } from "../../evidence/log-tree.ts";
import { decisionEvent, finished, runLines } from "../../evidence/run-lines.ts";
import { trustInLog } from "../../evidence/trust-order.ts";
import { checkPlace, strangeEntries, type VerifyMeans, verifyRun } from "../../evidence/verify.ts";
import { checkLogTrust } from "../../evidence/verify-trust.ts";
import { placesNear } from "./app-keys.ts";
import { openArchive } from "./archive.ts";
import { type CheckGroup, checksOfLog, type FoundLog, failureIn, findLog, noLog, resultOf } from "./check-groups.ts";
import { leftoverGroups, tombstoneGroup } from "./evidence-leftovers.ts";
import { tombstonesIn } from "./evidence-runs.ts";
import { isPruned } from "./evidence-settle.ts";
import type { Result } from "./result.ts";
import {
  linesOf,
  listRuns,
  logKeysOf,
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
 * Verifies a run directory, an evidence directory (or a copy of one, or the ZIP file with one) with all its runs and its
 * log, or a run registry: all of it, one application, or one run.
 * Exit code 0 when nothing failed, 5 when anything did; what could not be looked at is told and is not a failure.
 * Throws INPUT_NOT_FOUND when there is no evidence: that nothing is wrong with nothing says nothing; USAGE_BAD_VALUE for
 * another log than its own with evidence.
 */
export async function verifyPath(request: VerifyRequest, runtime: Runtime): Promise<Result> {
  const { path, evidenceDir } = request;
  const keys = readVerifyKeys({ ...request, near: placesNear(path) }, runtime);
  const archive = openArchive(path, runtime);
  if (archive !== undefined) {
    if (evidenceDir !== undefined) throw noRegistry(path);
    return resultOf([{ subject: path, checks: archive.checks }, ...(await verifyGroups(path, keys, archive.runtime))]);
  }
  const registry = registryGroups(path, { keys: keys.publicKeys ?? [], logKeys: keys.logKeys, evidenceDir }, runtime);
  if (registry === undefined) {
    if (evidenceDir !== undefined) throw noRegistry(path);
    return resultOf(await verifyGroups(path, keys, runtime));
  }
  if (keys.trust !== undefined) throw noWindows();
  // One directory may be both.
  const evidence = modesIn(path, runtime).length > 0 ? await verifyGroups(path, keys, runtime) : [];
  return resultOf([...registry, ...evidence]);
}

/** Stages are signed by keys of their own times, which are not looked at here: a window that does not count is told. */
function noWindows(): FixopsError {
  return new FixopsError("USAGE_BAD_VALUE", "--trust goes with evidence, and this is a run registry", {
    hint: "give the keys of its stages one by one with --key",
  });
}

function noRegistry(path: string): FixopsError {
  const message = `--evidence-dir goes with a run registry, and ${path} is none`;
  return new FixopsError("USAGE_BAD_VALUE", message, {
    hint: "leave it out: evidence is verified with the log that stands in it",
  });
}

/** What `verify` looks at, group by group. */
export function verifyGroups(path: string, keys: VerifyKeys, runtime: Runtime): Promise<readonly CheckGroup[]> {
  const single = readRun(path, runtime);
  if (single !== undefined) return groupsOfRun(path, single, keys, runtime);
  return groupsOfPruned(path, keys, runtime) ?? groupsOfDirectory(path, keys, runtime);
}

/** Of a run that was pruned, by the path that it had. */
function groupsOfPruned(path: string, keys: VerifyKeys, runtime: Runtime): Promise<readonly CheckGroup[]> | undefined {
  const whole = resolve(path);
  const name = { run: basename(whole), mode: basename(dirname(whole)) };
  const evidenceDir = join(path, "..", "..");
  if (!isPruned(evidenceDir, name, runtime)) return undefined;
  const found = findLog(evidenceDir, runtime);
  const tombstone = tombstoneGroup(evidenceDir, name, means(keys, found.log, runtime), runtime);
  return Promise.resolve([...logGroup(found, { isNeeded: true, keys }), tombstone]);
}

/** evidence/{mode}/{run_id}: the log stands two floors up. A run that was handed over by itself has none. */
async function groupsOfRun(
  path: string,
  run: RunDirectory,
  keys: VerifyKeys,
  runtime: Runtime,
): Promise<readonly CheckGroup[]> {
  const whole = resolve(path);
  const place = { run: basename(whole), mode: basename(dirname(whole)) };
  const found = findLog(join(path, "..", ".."), runtime);
  const isInside = found.log !== undefined || found.failed.length > 0 || modes.some((mode) => mode === place.mode);
  const checks = await checksOfRun(run, means(keys, found.log, runtime), isInside ? place : undefined);
  const linked = isInside && isLink(join(path, ".."), place.run, runtime) ? [misplaced(path)] : [];
  return [
    ...logGroup(found, { isNeeded: isInside, keys, named: namedBy(run, checks, keys) }),
    ...linked,
    { subject: path, checks },
  ];
}

function isLink(directory: string, name: string, runtime: Runtime): boolean {
  return runtime.files.list(directory)?.some((entry) => entry.name === name && entry.kind === "link") === true;
}

async function groupsOfDirectory(path: string, keys: VerifyKeys, runtime: Runtime): Promise<readonly CheckGroup[]> {
  // The runs first: one that is made meanwhile is in the log that is read after them.
  const runs = listRuns(path, runtime);
  const found = findLog(path, runtime);
  const isEvidence = modesIn(path, runtime).length > 0;
  if (found.log === undefined && found.failed.length === 0 && !isEvidence) throw noEvidence(path);
  const given = means(keys, found.log, runtime);
  const groups: CheckGroup[] = [];
  const named: NamedLogKey[] = [];
  for (const name of runs) {
    const place = { run: basename(name), mode: dirname(name) };
    const run = readRun(join(path, name), runtime);
    const checks = await checksOfRun(run, given, place);
    named.push(...namedBy(run, checks, keys));
    groups.push({ subject: name, checks });
  }
  const gone = tombstonesIn(path, runtime).map(({ mode, run }) => join(mode, run));
  const further = [...absentRuns(found.log, [...runs, ...gone]), ...stagesElsewhere(found.log)];
  return [
    ...logGroup(found, { isNeeded: isEvidence, keys, named, further }),
    ...misplacedIn(path, runtime).map(misplaced),
    ...groups,
    ...leftoverGroups(path, given, runtime),
  ];
}

/** With a key at hand, a run in which nothing fails is signed with it. */
function namedBy(
  run: RunDirectory | undefined,
  checks: readonly Check[],
  { publicKeys = [] }: VerifyKeys,
): readonly NamedLogKey[] {
  const isVouched = publicKeys.length > 0 && checks.every(({ status }) => status !== "fail");
  return logKeysOf(run).map((key) => ({ key, isVouched }));
}

type Place = Parameters<typeof checkPlace>[1];

async function checksOfRun(
  run: RunDirectory | undefined,
  given: VerifyMeans,
  place: Place | undefined,
): Promise<readonly Check[]> {
  const { files, strange } = run ?? { files: new Map(), strange: [] };
  const checks = [...strangeEntries(strange), ...(await verifyRun(files, given))];
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
export async function assertHolds(
  directory: string,
  keys: VerifyKeys,
  runtime: Runtime,
  read?: RunDirectory,
): Promise<readonly CheckGroup[]> {
  const groups =
    read === undefined
      ? await verifyGroups(directory, keys, runtime)
      : await groupsOfRun(directory, read, keys, runtime);
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

function means(keys: VerifyKeys, log: LogReport | undefined, runtime: Runtime): VerifyMeans {
  const now = new Date(runtime.now() * 1000).toISOString();
  const { trust, ...given } = keys;
  return {
    ...given,
    now,
    ...(log !== undefined && { log: runLines(log.lines) }),
    ...(trust && { trust: trustInLog(trust.list, log?.lines) }),
  };
}

type LogWish = {
  /** Where runs stand in an evidence directory, the log that records them stands, too. */
  readonly isNeeded: boolean;
  readonly keys: VerifyKeys;
  /** Log keys that the manifests name. */
  readonly named?: readonly NamedLogKey[];
  readonly further?: readonly Check[];
};

function logGroup(
  { log, failed }: FoundLog,
  { isNeeded, keys, named = [], further = [] }: LogWish,
): readonly CheckGroup[] {
  const subject = "audit log";
  if (failed.length > 0) return [{ subject, checks: failed }];
  if (log !== undefined)
    return [{ subject, checks: [...checksOfLog(log, keys.logKeys, named), ...keyChecks(log, keys), ...further] }];
  return isNeeded ? [{ subject, checks: [noLog] }] : [];
}

/** What a log says of keys, and whether those of its checkpoints were valid. */
function keyChecks(log: FamilyReport, { trust }: VerifyKeys): readonly Check[] {
  return [...checkKeyLines(log.lines), ...checkLogTrust(log, trust && trustInLog(trust.list, log.lines))];
}

/** Names that a check lists. */
const maxNamed = 3;

/** Runs that the log records and the directory lacks: a hand-off copy leaves others out, anything else was deleted. */
function absentRuns(report: LogReport | undefined, runs: readonly string[]): readonly Check[] {
  const here = new Set(runs.map((run) => basename(run)));
  const made = finished(report?.lines ?? []).filter(({ line }) => line.event === decisionEvent);
  const logged = made.flatMap(({ line: { run } }) => run ?? []);
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
