import { exitCodeOfCode, FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { counted } from "../../domain/words.ts";
import type { Check } from "../../evidence/check.ts";
import type { LogReport } from "../../evidence/check-log.ts";
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
export type FoundLog = { readonly log: LogReport | undefined; readonly failed: readonly Check[] };

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
