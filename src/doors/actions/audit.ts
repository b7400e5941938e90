import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { LoggedLine } from "../../evidence/check-log.ts";
import { visibleText } from "../../standards/visible.ts";
import { checksOfLog, noLog, resultOf } from "./check-groups.ts";
import { secondsOfTime } from "./clock.ts";
import type { Result } from "./result.ts";
import { listRuns, readLog } from "./run-files.ts";

export type AuditLogsRequest = {
  readonly evidenceDir: string;
  /** The newest so many. */
  readonly limit: number;
  readonly app?: string | undefined;
  readonly event?: string | undefined;
  /** RFC 3339 date or time; entries before it are left out. */
  readonly since?: string | undefined;
};

/** The newest entries of the log, oldest first. Throws INTEGRITY_LOG when the chain does not hold: a broken log is not shown as a log. */
export function auditLogs(request: AuditLogsRequest, runtime: Runtime): Result {
  const report = readLog(request.evidenceDir, runtime);
  const [problem] = report?.problems ?? [];
  if (problem !== undefined) {
    throw new FixopsError("INTEGRITY_LOG", `the audit log does not chain: ${problem.message}`, {
      where: { file: problem.file, ...(problem.line !== undefined && { line: problem.line }) },
      hint: "see all checks with: fixops audit verify",
    });
  }
  const since = request.since === undefined ? undefined : secondsOfTime("--since", request.since) * 1000;
  const wanted = (report?.lines ?? []).filter((logged) => isWanted(logged, request, since));
  const chosen = wanted.slice(Math.max(0, wanted.length - request.limit));
  const text = chosen.length === 0 ? "no entry\n" : `${chosen.map(entryText).join("\n")}\n`;
  return { text, json: chosen.map(({ leaf, line }) => ({ ...line, leaf })), exitCode: 0 };
}

/**
 * `audit verify`: the whole chain against its head; runs without a line in it are a failure.
 * Throws INPUT_NOT_FOUND when there is neither log nor run.
 */
export function auditVerify(request: { readonly evidenceDir: string }, runtime: Runtime): Result {
  const report = readLog(request.evidenceDir, runtime);
  const hasRuns = listRuns(request.evidenceDir, runtime).length > 0;
  if (hasRuns && (report === undefined || report.size === 0)) {
    return resultOf([{ subject: "audit log", checks: [noLog, ...(report ? checksOfLog(report) : [])] }]);
  }
  if (report === undefined) {
    throw new FixopsError("INPUT_NOT_FOUND", `there is no audit log below ${request.evidenceDir}`, {
      where: { file: request.evidenceDir },
      hint: "give the directory that runs write to with --evidence-dir",
    });
  }
  return resultOf([{ subject: "audit log", checks: checksOfLog(report) }]);
}

function isWanted({ line }: LoggedLine, request: AuditLogsRequest, since: number | undefined): boolean {
  if (request.app !== undefined && line.app !== request.app) return false;
  if (request.event !== undefined && line.event !== request.event) return false;
  return since === undefined || Date.parse(line.ts) >= since;
}

function entryText({ line }: LoggedLine): string {
  const data = Object.entries(line.data ?? {}).map(([key, value]) => `${key}=${value}`);
  const parts = [`#${line.seq}`, line.ts, line.event, line.run, line.app, ...data];
  return visibleText(parts.filter((part) => part !== undefined).join("  "));
}
