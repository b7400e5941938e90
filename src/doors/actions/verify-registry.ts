import { basename, dirname, join, resolve } from "node:path";
import type { AuditLine } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { StageRun } from "../../domain/stage.ts";
import { counted, listText } from "../../domain/words.ts";
import { attempt, type Check, fail, pass } from "../../evidence/check.ts";
import { checkKeyLines } from "../../evidence/key-lines.ts";
import type { PublicKey } from "../../standards/signature.ts";
import { readApps } from "./app-registry.ts";
import { type CheckGroup, checksOfLog, type FoundLog, findLog, noLog } from "./check-groups.ts";
import { linesOf } from "./run-files.ts";
import { listRegistryRuns, type RunPlace, readStageRun, stageEvent, standing, withdrawnEvent } from "./run-registry.ts";
import { checksOfStages, type LoggedRun } from "./verify-stages.ts";

export type RegistryMeans = {
  readonly keys: readonly PublicKey[];
  /** Where the audit log stands; without it the one in ./evidence counts, when it is about this registry. */
  readonly evidenceDir: string | undefined;
  /** Raw public keys that may sign checkpoints of the log. */
  readonly logKeys?: readonly Uint8Array[] | undefined;
};

/**
 * Checks of a run registry, of one application in it, or of one run, told by what stands there. Undefined for any other
 * directory.
 */
export function registryGroups(
  path: string,
  means: RegistryMeans,
  runtime: Runtime,
): readonly CheckGroup[] | undefined {
  const scope = scopeOf(path, runtime);
  if (scope === undefined) return undefined;
  const log = findLog(means.evidenceDir ?? defaultEvidence, runtime);
  const lines = (linesOf(log.log) ?? []).filter(isOfStages);
  const logged = new Set(lines.map(({ app }) => app));
  const isOwn = means.evidenceDir !== undefined || scope.runs.some(({ identity }) => logged.has(identity.appId));
  const loggedOf = recordsOf(log, lines, isOwn);
  const runs = scope.runs.map(({ place, identity }): CheckGroup => {
    const checks = checksOfStages(place, { keys: means.keys, loggedOf, identity }, runtime);
    return { subject: scope.isRun ? path : `${place.appId}/${place.runId}`, checks };
  });
  return [...logGroup(log, isOwn, means, absentRuns(scope, lines)), ...scope.groups, ...runs];
}

/** Where stages are logged unless told otherwise. */
const defaultEvidence = "./evidence";

type Identity = Pick<StageRun, "appId" | "runId">;

/** A run, and what its documents must say that they belong to. */
type RunToCheck = { readonly place: RunPlace; readonly identity: Identity };

/** What is to be verified, and what was found on the way to it. */
type Scope = {
  readonly groups: readonly CheckGroup[];
  readonly runs: readonly RunToCheck[];
  readonly isRun: boolean;
  /** The app that the log is asked about; all of them when absent. */
  readonly appId?: string;
};

function scopeOf(path: string, runtime: Runtime): Scope | undefined {
  const whole = resolve(path);
  if (hasEntry(path, "outputs", runtime)) return scopeOfRun(whole, path, runtime);
  const isListed = hasEntry(path, runsFile, runtime) || hasEntry(join(whole, ".."), appsFile, runtime);
  if (isListed && isApp(path, runtime)) {
    const { group, runs } = readApp(dirname(whole), basename(whole), runtime);
    return { groups: [group], runs, isRun: false, appId: basename(whole) };
  }
  const entries = entriesIn(path, runtime);
  const isRegistry = entries.some(({ name }) => name === appsFile || hasEntry(join(path, name), runsFile, runtime));
  return isRegistry ? scopeOfRegistry(whole, path, runtime) : undefined;
}

/** Of a run that stands in no registry its documents tell what it is; without documents it is none. */
function scopeOfRun(whole: string, path: string, runtime: Runtime): Scope | undefined {
  const place = { registry: dirname(dirname(whole)), appId: basename(dirname(whole)), runId: basename(whole) };
  if (hasEntry(join(whole, ".."), runsFile, runtime)) {
    const groups = [{ subject: path, checks: [checkListed(place, runtime)] }];
    return { groups, runs: [{ place, identity: place }], isRun: true };
  }
  const run = readStageRun(place, [], runtime);
  if (run === undefined || run.stages.length + run.unreadable.length === 0) return undefined;
  const frame = run.stages[0]?.frame;
  const identity = { appId: frame?.app_id ?? place.appId, runId: frame?.run_id ?? place.runId };
  return { groups: [], runs: [{ place, identity }], isRun: true };
}

function scopeOfRegistry(whole: string, path: string, runtime: Runtime): Scope {
  const apps = entriesIn(path, runtime).filter(({ name }) => isApp(join(path, name), runtime));
  const read = apps.map(({ name }) => readApp(whole, name, runtime));
  const links = apps.filter(({ kind }) => kind !== "directory").map(({ name }) => notHere(name));
  const there = apps.map(({ name }) => name);
  const own: CheckGroup = { subject: path, checks: [...checkApps(path, there, runtime), ...links] };
  return { groups: [own, ...read.map(({ group }) => group)], runs: read.flatMap(({ runs }) => runs), isRun: false };
}

const appsFile = "apps.json";
const runsFile = "runs.json";

function checkListed(place: RunPlace, runtime: Runtime): Check {
  const listed = attempt("place", () => listRegistryRuns(place, runtime));
  if (!listed.ok) return listed.check;
  if (listed.value.includes(place.runId))
    return pass("place", `${place.appId}/${place.runId}, as ${runsFile} lists it`);
  return fail("place", "INTEGRITY_MANIFEST", `${runsFile} does not list ${place.runId}`);
}

function checkApps(path: string, there: readonly string[], runtime: Runtime): readonly Check[] {
  const read = attempt(appsFile, () => readApps(path, runtime));
  if (!read.ok) return [read.check];
  const listed = read.value.map(({ id }) => id);
  const unlisted = there.filter((id) => !listed.includes(id));
  const absent = listed.filter((id) => !there.includes(id));
  const detail = `lists ${listText(absent, maxNamed)}, of which there is no run here`;
  return [
    pass(appsFile, `lists ${counted(listed.length, "app")}`),
    ...unlisted.map((id) => fail("place", "INTEGRITY_MANIFEST", `${appsFile} does not list ${id}`)),
    ...(absent.length === 0 ? [] : [{ what: "apps", status: "unknown", detail } as const]),
  ];
}

/** The runs of an app, listed or there, and whether these are the same. */
function readApp(registry: string, appId: string, runtime: Runtime) {
  const path = join(registry, appId);
  const entries = entriesIn(path, runtime).filter(({ name }) => name !== runsFile);
  const there = entries.filter(({ name }) => hasEntry(join(path, name), "outputs", runtime));
  const read = attempt(runsFile, () => listRegistryRuns({ registry, appId }, runtime));
  const listed = read.ok ? read.value : [];
  const unlisted = there.filter(({ name }) => read.ok && !listed.includes(name));
  const checks = [
    read.ok ? pass(runsFile, `lists ${counted(listed.length, "run")}`) : read.check,
    ...there.filter(({ kind }) => kind !== "directory").map(({ name }) => notHere(name)),
    ...unlisted.map(({ name }) => fail("place", "INTEGRITY_MANIFEST", `${runsFile} does not list ${name}`)),
  ];
  const names = [...new Set([...listed, ...there.map(({ name }) => name)])];
  const none: readonly Check[] = names.length > 0 ? [] : [{ what: "runs", status: "unknown", detail: "there is none" }];
  const group: CheckGroup = { subject: appId, checks: [...checks, ...none] };
  const places = names.map((runId) => ({ registry, appId, runId }));
  return { group, runs: places.map((place): RunToCheck => ({ place, identity: place })) };
}

function notHere(name: string): Check {
  return fail("place", "INTEGRITY_MANIFEST", `${name} is a link: what it leads to does not stand here`);
}

/** Also without its list of runs, which somebody may have removed. */
function isApp(path: string, runtime: Runtime): boolean {
  const entries = entriesIn(path, runtime);
  return entries.some(({ name }) => name === runsFile || hasEntry(join(path, name), "outputs", runtime));
}

function hasEntry(path: string, name: string, runtime: Runtime): boolean {
  return entriesIn(path, runtime).some((entry) => entry.name === name);
}

/** What a directory holds, but for locks and what is being written; nothing for what is none. */
function entriesIn(path: string, runtime: Runtime) {
  try {
    return (runtime.files.list(path) ?? []).filter(({ name }) => !name.startsWith("."));
  } catch (error) {
    if (error instanceof FixopsError) return [];
    throw error;
  }
}

function isOfStages({ event }: AuditLine): boolean {
  return event === stageEvent || event === withdrawnEvent;
}

/** Looks a run up in the log; says why not when there is none, or one that is about none of the apps. */
function recordsOf({ log }: FoundLog, lines: readonly AuditLine[], isOwn: boolean): (run: Identity) => LoggedRun {
  const runs = Map.groupBy(lines, ({ app, run }) => `${app}/${run}`);
  return ({ appId, runId }) => {
    if (log === undefined) return { why: "no log was given: name its directory with --evidence-dir" };
    if (isOwn) return standing(runs.get(`${appId}/${runId}`) ?? []);
    return { why: `the log in ${defaultEvidence} is not about ${appId}: name its own with --evidence-dir` };
  };
}

/** Names that a check lists. */
const maxNamed = 3;

/** Runs that the log records and the registry lacks: a copy leaves others out, anything else was deleted. */
function absentRuns({ runs, isRun: isSingle, appId }: Scope, lines: readonly AuditLine[]): readonly Check[] {
  if (isSingle) return [];
  const here = new Set(runs.map(({ place }) => `${place.appId}/${place.runId}`));
  const logged = lines.filter(({ app }) => appId === undefined || app === appId).map(({ app, run }) => `${app}/${run}`);
  const absent = [...new Set(logged)].filter((run) => !here.has(run));
  if (absent.length === 0) return [];
  const detail = `the log records ${counted(absent.length, "run")} that ${absent.length === 1 ? "is" : "are"} not here: ${listText(absent, maxNamed)}`;
  return [{ what: "runs", status: "unknown", detail }];
}

/** The chain of the log, when it is about this registry. One that was named has to be there. */
function logGroup(
  { log, failed }: FoundLog,
  isOwn: boolean,
  { evidenceDir, logKeys = [] }: RegistryMeans,
  further: readonly Check[],
): readonly CheckGroup[] {
  const subject = "audit log";
  if (failed.length > 0) return [{ subject, checks: failed }];
  if (log !== undefined)
    return isOwn ? [{ subject, checks: [...checksOfLog(log, logKeys), ...checkKeyLines(log.lines), ...further] }] : [];
  return evidenceDir === undefined ? [] : [{ subject, checks: [noLog] }];
}
