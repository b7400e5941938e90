import { join } from "node:path";
import type { Runtime } from "../../domain/runtime.ts";
import { attempt, type Check } from "../../evidence/check.ts";
import type { LoggedLine } from "../../evidence/check-log.ts";
import { checkKeyLines, isKeyEvent } from "../../evidence/key-lines.ts";
import { openCheckpoint } from "../../evidence/log-checkpoint.ts";
import type { FamilyScan } from "../../evidence/log-family.ts";
import { checkTimestamp } from "../../evidence/log-timestamp.ts";
import { checkCheckpoint, type NamedNote, rootCheck } from "../../evidence/log-tree.ts";
import { noLogBelow, readKeptCheckpoint, readLogKey, treeNamed } from "./audit-family.ts";
import { checksOfLog, noLog, resultOf } from "./check-groups.ts";
import type { Result } from "./result.ts";
import { listRuns, scanLogs } from "./run-files.ts";

export type AuditVerifyRequest = {
  readonly evidenceDir: string;
  /** A checkpoint that was kept elsewhere: the log must continue it. */
  readonly since?: string | undefined;
  /** A file with the public key that checkpoints must be signed with. */
  readonly logPub?: string | undefined;
};

/** Where copies of anchored checkpoints stand, below an evidence directory. */
export const anchorsDirectory = join("audit", "anchors");

/** A timestamp token has some kilobytes, its certificates included. */
export const maxAnchorBytes = 1024 * 1024;

/**
 * `audit verify`: the chains of all years against their heads, their Merkle trees, checkpoints and anchors, and a checkpoint
 * that was kept elsewhere; runs without a line in the log are a failure. Exit code 0 when nothing failed, 5 when anything did.
 * Throws INPUT_NOT_FOUND when there is neither log nor run.
 */
export function auditVerify(request: AuditVerifyRequest, runtime: Runtime): Result {
  const { evidenceDir, since, logPub } = request;
  const keys = logPub === undefined ? [] : [readLogKey(logPub, runtime)];
  const kept = since === undefined ? undefined : readKeptCheckpoint(since, runtime);
  const keyLines: LoggedLine[] = [];
  const family = scanLogs(evidenceDir, runtime, ({ event, leaf, read, seq }) => {
    if (isKeyEvent(event)) keyLines.push({ seq, leaf, line: read() });
  });
  const hasRuns = listRuns(evidenceDir, runtime).length > 0;
  if (family === undefined && !hasRuns) throw noLogBelow(evidenceDir);
  const missing = hasRuns && (family === undefined || family.size === 0) ? [noLog] : [];
  const found = family === undefined ? [] : familyChecks(family, { evidenceDir, keys }, runtime);
  const continued = family && kept ? keptChecks(family, { ...kept, what: "kept checkpoint" }, keys) : [];
  return resultOf([{ subject: "audit log", checks: [...missing, ...found, ...checkKeyLines(keyLines), ...continued] }]);
}

type Means = { readonly evidenceDir: string; readonly keys: readonly Uint8Array[] };

function familyChecks(family: FamilyScan, means: Means, runtime: Runtime): readonly Check[] {
  return [
    ...checksOfLog(family, means.keys),
    ...family.members.map(rootCheck),
    ...anchorChecks(family, means, runtime),
  ];
}

/** By the log that it names. */
function keptChecks(family: FamilyScan, named: NamedNote, keys: readonly Uint8Array[]): readonly Check[] {
  const opened = attempt(named.what, () => openCheckpoint(named.note, [], named.file));
  if (!opened.ok) return [opened.check];
  const tree = treeNamed(family.members, opened.value.origin);
  return tree === undefined ? [] : checkCheckpoint(tree, named, keys);
}

/** Checkpoints that were anchored are promises: the log still continues each of them, and timestamps are still of them. */
function anchorChecks(family: FamilyScan, { evidenceDir, keys }: Means, runtime: Runtime): readonly Check[] {
  const directory = join(evidenceDir, anchorsDirectory);
  const names = (runtime.files.list(directory) ?? []).filter(({ kind }) => kind === "file").map(({ name }) => name);
  const read = (name: string) => runtime.files.read(join(directory, name), maxAnchorBytes);
  return names.flatMap((name) => {
    const [bytes, file, what] = [read(name), `anchors/${name}`, `anchor ${name}`];
    if (bytes === undefined) return [];
    if (name.endsWith(".checkpoint")) return keptChecks(family, { note: bytes, file, what }, keys);
    if (!name.endsWith(".tsr")) return [];
    return [checkTimestamp(bytes, read(name.replace(/\.tsr$/, ".checkpoint")), what)];
  });
}
