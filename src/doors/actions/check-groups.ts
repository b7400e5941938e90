import { exitCodeOfCode, FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { counted } from "../../domain/words.ts";
import { logFile } from "../../evidence/audit.ts";
import { type Check, fail, pass } from "../../evidence/check.ts";
import type { FamilyReport, FamilyScan } from "../../evidence/log-family.ts";
import { checkHashes, checkHead, checkOwnCheckpoint, type NamedLogKey, treeOf } from "../../evidence/log-tree.ts";
import { visibleText } from "../../standards/visible.ts";
import type { Result } from "./result.ts";
import { readLog } from "./run-files.ts";

/** Checks of one run, of the audit log, or of a registry. */
export type CheckGroup = { readonly subject: string; readonly checks: readonly Check[] };

/** Groups as the result of a verification. */
export function resultOf(groups: readonly CheckGroup[]): Result {
  const ok = failureIn(groups) === undefined;
  return { text: renderGroups(groups), json: { ok, groups }, exitCode: ok ? 0 : exitCodeOfCode("INTEGRITY_DIGEST") };
}

/** The first check that failed. */
export function failureIn(groups: readonly CheckGroup[]): Check | undefined {
  return groups.flatMap((group) => group.checks).find((check) => check.status === "fail");
}

/** The log, or why what stands in its place is none. */
export type FoundLog = { readonly log: FamilyReport | undefined; readonly failed: readonly Check[] };

/** The log below an evidence directory, checked. */
export function findLog(evidenceDir: string, runtime: Runtime): FoundLog {
  try {
    return { log: readLog(evidenceDir, runtime), failed: [] };
  } catch (error) {
    if (!(error instanceof FixopsError) || error.code !== "INTEGRITY_LOG") throw error;
    return { log: undefined, failed: [{ what: "log", status: "fail", detail: error.message, code: error.code }] };
  }
}

/** Of runs in an evidence directory without a log. */
export const noLog: Check = {
  what: "log",
  status: "fail",
  detail: "there is no audit log, and runs are recorded in one",
  code: "INTEGRITY_LOG",
};

/**
 * The chain of a log as checks, what is stored of its tree, and its checkpoint, which one of the keys signed when there are
 * any. `named` are the log keys that manifests name: what was recorded with one was recorded with a checkpoint. A torn tail
 * was never acknowledged: the next append sets it aside.
 */
export function checksOfLog(
  report: FamilyScan,
  logKeys: readonly Uint8Array[] = [],
  named: readonly NamedLogKey[] = [],
): readonly Check[] {
  const chain: readonly Check[] =
    report.problems.length === 0 ? [pass("chain", chainText(report))] : report.problems.map(problemCheck);
  const trees = report.members.map(treeOf);
  const checks = [
    ...chain,
    ...trees.flatMap((tree) => [...checkHead(tree), ...checkHashes(tree), ...checkOwnCheckpoint(tree, logKeys, named)]),
    ...(logKeys.length === 0 && named.length > 0 ? checkpointNeeded(report) : []),
  ];
  if (report.torn === undefined) return checks;
  const detail = `${report.torn.bytes.length} bytes of an append that was cut off stand at the end; nothing acknowledged is lost`;
  return [...checks, { what: "tail", status: "unknown", detail }];
}

function checkpointNeeded({ members }: FamilyScan): readonly Check[] {
  if (members.some(({ checkpoint }) => checkpoint !== undefined)) return [];
  const detail = "a manifest here names a log key, and there is no checkpoint of the log";
  return [fail("checkpoint", "INTEGRITY_LOG", detail)];
}

function chainText({ size, lastLeaf, members }: FamilyScan): string {
  const years = members.length === 1 ? "" : ` in ${members.length} logs, each of which names the one before`;
  return `${size} lines${years}, last leaf ${lastLeaf}`;
}

function problemCheck({ file, line, message }: FamilyScan["problems"][number]): Check {
  const place = file === logFile ? `line ${line}` : `${file} line ${line}`;
  return fail(line === undefined ? file : place, "INTEGRITY_LOG", message);
}

const marks = { pass: "ok", fail: "FAIL", unknown: "?" } as const;

/** Verdict first, then each check with what it was compared with. */
export function renderGroups(groups: readonly CheckGroup[]): string {
  const lines = groups.flatMap((group) => [visibleText(group.subject), ...group.checks.map(checkLine)]);
  return `${[headline(groups), "", ...lines].join("\n")}\n`;
}

/** `ok    decision: GO, run one  [manifest.json]`: what was looked at, what it is, what it was compared with. */
function checkLine({ status, what, detail, against }: Check): string {
  const compared = against === undefined ? "" : `  [${visibleText(against)}]`;
  return `  ${marks[status].padEnd(4)}  ${what}: ${visibleText(detail)}${compared}`;
}

function headline(groups: readonly CheckGroup[]): string {
  if (failureIn(groups) !== undefined) return "NOT VERIFIED";
  const open = groups.flatMap((group) => group.checks).filter((check) => check.status === "unknown").length;
  return open === 0 ? "VERIFIED" : `VERIFIED, but ${counted(open, "thing")} could not be checked`;
}
