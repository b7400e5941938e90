import { basename, join } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime, StoredLogs } from "../../domain/runtime.ts";
import { counted } from "../../domain/words.ts";
import { checkpointFile, logFile } from "../../evidence/audit.ts";
import { logFiles, tileFiles } from "../../evidence/log-export.ts";
import { fileOf, type LogMember } from "../../evidence/log-family.ts";
import { treeOf } from "../../evidence/log-tree.ts";
import { assertReplaces, checkpointOf, soundFamily } from "./audit-family.ts";
import type { Result } from "./result.ts";

export const exportFormats = ["tiles", "jsonl"] as const;

export type AuditExportRequest = {
  readonly evidenceDir: string;
  readonly format: (typeof exportFormats)[number];
  readonly target: string;
};

/**
 * `audit export`: the log and those of closed years (below `shards/`) to another directory, as tiles (c2sp.org/tlog-tiles) up
 * to the latest checkpoint, or as they are. What an earlier export left there is added to. Throws INTEGRITY_LOG when the log
 * is not sound, or the target holds a checkpoint that it does not continue; INPUT_NOT_FOUND for tiles without a checkpoint.
 */
export function auditExport(request: AuditExportRequest, runtime: Runtime): Result {
  const { evidenceDir, format, target } = request;
  const { members, size } = soundFamily(evidenceDir, runtime);
  const stored = runtime.auditLog.read(evidenceDir) ?? { log: new Uint8Array(), head: undefined };
  const lines = format === "tiles" ? exportTiles(members, stored, { target, runtime }) : size;
  if (format === "jsonl") exportLines(stored, { target, runtime });
  const logs = members.map(({ origin }) => origin ?? null);
  return {
    text: `${counted(lines, "line")} written to ${target}\n`,
    json: { format, target, lines, logs },
    exitCode: 0,
  };
}

type To = { readonly target: string; readonly runtime: Runtime };

/** The checkpoint last: who reads meanwhile finds every tile that it needs. */
function exportTiles(members: readonly LogMember[], stored: StoredLogs, { target, runtime }: To): number {
  const logs = new Map<string | undefined, Uint8Array>([
    ...(stored.closed ?? []).map(({ year, log }) => [year, log] as const),
    [undefined, stored.log],
  ]);
  let lines = 0;
  for (const member of members) {
    const tree = treeOf(member);
    const checkpoint = checkpointOf(tree);
    const path = (name: string) => join(target, fileOf(member, name));
    assertReplaces(path(checkpointFile), { tree, checkpoint }, runtime);
    const files = tileFiles(tree, logs.get(member.year) ?? new Uint8Array(), checkpoint.size);
    for (const { name, bytes } of files) runtime.files.writeFile(path(name), bytes);
    runtime.files.writeFile(path(checkpointFile), checkpoint.note);
    lines += checkpoint.size;
  }
  return lines;
}

/** A log is only ever replaced by its own continuation. */
function exportLines(stored: StoredLogs, { target, runtime }: To): void {
  const files = logFiles(stored);
  for (const { name, bytes } of files.filter((file) => basename(file.name) === logFile)) {
    const path = join(target, name);
    const there = runtime.files.read(path, Number.MAX_SAFE_INTEGER);
    if (there === undefined || isBeginning(there, bytes)) continue;
    throw new FixopsError("IO_EXISTS", `${path} is another audit log, or a longer one`, {
      where: { file: path },
      hint: "export to another directory",
    });
  }
  for (const { name, bytes } of files) runtime.files.writeFile(join(target, name), bytes);
}

function isBeginning(there: Uint8Array, log: Uint8Array): boolean {
  return there.length <= log.length && there.every((byte, index) => byte === log[index]);
}
