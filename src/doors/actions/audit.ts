import type { Runtime } from "../../domain/runtime.ts";
import type { LoggedLine } from "../../evidence/check-log.ts";
import { visibleText } from "../../standards/visible.ts";
import { refuseProblems } from "./audit-family.ts";
import { secondsOfTime } from "./clock.ts";
import type { Result } from "./result.ts";
import { readLog } from "./run-files.ts";

export type AuditLogsRequest = {
  readonly evidenceDir: string;
  /** The newest so many. */
  readonly limit: number;
  readonly app?: string | undefined;
  readonly event?: string | undefined;
  /** RFC 3339 date or time; entries before it are left out. */
  readonly since?: string | undefined;
};

/** The newest entries of the logs of all years, oldest first. Throws INTEGRITY_LOG when the chain does not hold: a broken log is not shown as a log. */
export function auditLogs(request: AuditLogsRequest, runtime: Runtime): Result {
  const report = readLog(request.evidenceDir, runtime);
  if (report !== undefined) refuseProblems(report);
  const since = request.since === undefined ? undefined : secondsOfTime("--since", request.since) * 1000;
  const wanted = (report?.lines ?? []).filter((logged) => isWanted(logged, request, since));
  const chosen = wanted.slice(Math.max(0, wanted.length - request.limit));
  const text = chosen.length === 0 ? "no entry\n" : `${chosen.map(entryText).join("\n")}\n`;
  return { text, json: chosen.map(({ leaf, line }) => ({ ...line, leaf })), exitCode: 0 };
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
