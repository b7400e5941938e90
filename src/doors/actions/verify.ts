import { basename, dirname, join, resolve } from "node:path";
import { exitCodeOfCode, FixopsError } from "../../domain/error.ts";
import { modes } from "../../domain/mode.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { counted, listText } from "../../domain/words.ts";
import type { Check } from "../../evidence/check.ts";
import type { LogReport } from "../../evidence/check-log.ts";
import { checkPlace, strangeEntries, type VerifyMeans, verifyRun } from "../../evidence/verify.ts";
import { visibleText } from "../../standards/visible.ts";
import type { Result } from "./result.ts";
import {
  linesOf,
  listRuns,
  manifestOf,
  misplacedIn,
  modesIn,
  noEvidence,
  type RunDirectory,
  readLog,
  readRun,
} from "./run-files.ts";
import { readVerifyKeys, type VerifyKeySource, type VerifyKeys } from "./verify-keys.ts";

export type VerifyRequest = VerifyKeySource & { readonly path: string };

/** Checks of one run, or of the audit log. */
export type CheckGroup = { readonly subject: string; readonly checks: readonly Check[] };

/**
 * Verifies a run directory, or an evidence directory (or a copy of one) with all its runs and its log.
 * Exit code 0 when nothing failed, 5 when anything did; what could not be looked at is told and is not a failure.
 * Throws INPUT_NOT_FOUND when there is no evidence: that nothing is wrong with nothing says nothing.
 */
export function verifyPath(request: VerifyRequest, runtime: Runtime): Result {
  return resultOf(verifyGroups(request.path, readVerifyKeys(request, runtime), runtime));
}

/** Groups as the result of a verification. */
export function resultOf(groups: readonly CheckGroup[]): Result {
  const ok = failureIn(groups) === undefined;
  return { text: renderGroups(groups), json: { ok, groups }, exitCode: ok ? 0 : exitCodeOfCode("INTEGRITY_DIGEST") };
}

function failureIn(groups: readonly CheckGroup[]): Check | undefined {
  return groups.flatMap((group) => group.checks).find((check) => check.status === "fail");
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
    ...logGroup(found, isEvidence, absentRuns(found.log, runs)),
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

/** The log, or why what stands in its place is none. */
type FoundLog = { readonly log: LogReport | undefined; readonly failed: readonly Check[] };

function findLog(evidenceDir: string, runtime: Runtime): FoundLog {
  try {
    return { log: readLog(evidenceDir, runtime), failed: [] };
  } catch (error) {
    if (!(error instanceof FixopsError) || error.code !== "INTEGRITY_LOG") throw error;
    return { log: undefined, failed: [{ what: "log", status: "fail", detail: error.message, code: error.code }] };
  }
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

/** Of runs in an evidence directory without a log. */
export const noLog: Check = {
  what: "log",
  status: "fail",
  detail: "there is no audit log, and runs are recorded in one",
  code: "INTEGRITY_LOG",
};

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

/** The chain of a log as checks. A torn tail was never acknowledged: the next append sets it aside. */
export function checksOfLog(report: LogReport): readonly Check[] {
  const chain: readonly Check[] =
    report.problems.length === 0
      ? [{ what: "chain", status: "pass", detail: `${report.size} lines, last leaf ${report.lastLeaf}` }]
      : report.problems.map((problem) => ({
          what: problem.line === undefined ? problem.file : `line ${problem.line}`,
          status: "fail",
          detail: problem.message,
          code: "INTEGRITY_LOG",
        }));
  if (report.torn === undefined) return chain;
  const detail = `${report.torn.bytes.length} bytes of an append that was cut off stand at the end; nothing acknowledged is lost`;
  return [...chain, { what: "tail", status: "unknown", detail }];
}

const marks = { pass: "ok", fail: "FAIL", unknown: "?" } as const;

/** Verdict first, then each check. */
export function renderGroups(groups: readonly CheckGroup[]): string {
  const lines = groups.flatMap((group) => [
    visibleText(group.subject),
    ...group.checks.map((check) => `  ${marks[check.status].padEnd(4)}  ${check.what}: ${visibleText(check.detail)}`),
  ]);
  return `${[headline(groups), "", ...lines].join("\n")}\n`;
}

function headline(groups: readonly CheckGroup[]): string {
  if (failureIn(groups) !== undefined) return "NOT VERIFIED";
  const open = groups.flatMap((group) => group.checks).filter((check) => check.status === "unknown").length;
  return open === 0 ? "VERIFIED" : `VERIFIED, but ${counted(open, "thing")} could not be checked`;
}
