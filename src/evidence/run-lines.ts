import type { AuditLine, Manifest } from "../domain/bundle.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { decisionFile, manifestFile, signatureFile, vsaFile } from "./bundle.ts";
import type { LoggedLine } from "./check-log.ts";
import { runSubject } from "./manifest.ts";
import { redactedName } from "./redacted.ts";
import type { RunFiles } from "./run-parts.ts";

/** The lines of the log that speak of a run: that it was made, and that it was sealed anew. */

/** What a log says of a run, by its id, in the order of the log. */
export type RunLines = (run: string) => readonly LoggedLine[];

/** Finds the lines of each run among those of a log. */
export function runLines(lines: readonly LoggedLine[]): RunLines {
  const byRun = Map.groupBy(finished(lines), ({ line }) => line.run ?? "");
  return (run) => byRun.get(run) ?? [];
}

/** What a crash left in the log, and its mending. */
export const recoveredEvent = "log.recovered";
export const neverFinished = "run never finished";

/**
 * Without the lines of runs that never came about, as a later line tells. That line is the first that is written after the
 * crash: one that comes later excuses nothing.
 */
export function finished(lines: readonly LoggedLine[]): readonly LoggedLine[] {
  const isTold = (index: number): boolean => {
    const next = lines.slice(index + 1, index + 1 + mostRecoveries);
    const end = next.findIndex(({ line }) => line.event !== recoveredEvent);
    return (end === -1 ? next : next.slice(0, end)).some(({ line }) => isOfUnfinished(line, lines[index]));
  };
  return lines.filter(({ line }, index) => line.event !== decisionEvent || !isTold(index));
}

/** Lines that one recovery writes at most: for the head, the hashes, the tail and the run. */
const mostRecoveries = 4;

function isOfUnfinished({ data, event, run }: AuditLine, told: LoggedLine | undefined): boolean {
  const isRecovery = event === recoveredEvent && data?.["reason"] === neverFinished;
  return isRecovery && run === told?.line.run && data?.["line"] === told?.seq;
}

export const decisionEvent = "decision.made";
/** The run sealed for other readers, later. */
export const rekeyEvent = "evidence.rekeyed";

/** Member of a rekey's subject: digest of the manifest that the new one replaces. */
export const previousManifest = "previous/manifest.json";

/** One id may be used once in each mode. */
export function isOf(line: AuditLine, { mode, run_id: runId }: Manifest): boolean {
  const isRun = line.event === decisionEvent || line.event === rekeyEvent;
  return isRun && line.run === runId && (line.data?.["mode"] ?? mode) === mode;
}

/** A run that is made again has the same digests, one that is sealed anew names those that it replaces. */
export function follows(line: AuditLine, before: AuditLine["subject"], manifest: Manifest): boolean {
  if ((line.data?.["verdict"] ?? manifest.verdict) !== manifest.verdict) return false;
  if (line.event !== rekeyEvent) return before === undefined || isSameSubject(before, subjectOf(line));
  const replaced = line.subject?.[previousManifest];
  return replaced !== undefined && replaced === before?.[manifestFile] && line.subject?.["bundle"] === before["bundle"];
}

/** What the line says of the run as it is after it. */
export function subjectOf({ subject }: AuditLine): AuditLine["subject"] {
  const { [previousManifest]: _, ...digests } = subject ?? {};
  return digests;
}

/** True when a line says of this run what its files say themselves. */
export function isRecordOf(line: AuditLine, manifest: Manifest, files: RunFiles): boolean {
  return isOf(line, manifest) && isSubjectOf(subjectOf(line), manifest, files);
}

/** True when this is what the log says of a run with these files. A redacted copy may lack the signed statements. */
export function isSubjectOf(subject: AuditLine["subject"], manifest: Manifest, files: RunFiles): boolean {
  const { [signatureFile]: _statement, [vsaFile]: _summary, ...others } = subject ?? {};
  const isWithout = files.has(redactedName(manifest.mode)) && !files.has(decisionFile);
  return isSameSubject(isWithout ? others : subject, runSubject(manifest, files));
}

export function isSameSubject(a: AuditLine["subject"], b: AuditLine["subject"]): boolean {
  return canonicalJson(a ?? {}) === canonicalJson(b ?? {});
}
