import type { AppendOptions, AuditEvent, AuditLog, AuditReceipt, StoredLog } from "../../src/domain/runtime.ts";
import { checkpointFile, headFile, logFile } from "../../src/evidence/audit.ts";
import { scanLog } from "../../src/evidence/check-log.ts";
import { originOf, signCheckpoint } from "../../src/evidence/log-checkpoint.ts";
import { headText } from "../../src/evidence/log-head.ts";
import { levelsOf } from "../../src/evidence/log-levels.ts";
import { newLines, proofOfLast } from "../../src/evidence/log-lines.ts";

export type FakeLogState = {
  readonly disk: Map<string, Uint8Array>;
  /** All events in order. */
  readonly events: AuditEvent[];
  /** A path as the disk spells it. */
  readonly normal: (path: string) => string;
};

/** The log in its real format (DESIGN §8), without lock, recovery and years of its own, on the fake disk. */
export function fakeAuditLog({ disk, events, normal }: FakeLogState): AuditLog {
  const get = (path: string) => disk.get(normal(path));
  const put = (path: string, bytes: Uint8Array | string) => void disk.set(normal(path), bytesOf(bytes));
  const appendAll = (
    directory: string,
    added: readonly AuditEvent[],
    { commit, logKey }: AppendOptions = {},
  ): AuditReceipt => {
    events.push(...added);
    const before = get(`${directory}/audit/${logFile}`) ?? new Uint8Array();
    const lines = newLines(added, scanLog(before).head);
    const log = bytesOf(`${new TextDecoder().decode(before)}${lines.text}`);
    const { leaves } = scanLog(log);
    put(`${directory}/audit/${logFile}`, log);
    put(`${directory}/audit/${headFile}`, headText(lines.head));
    for (const [level, hashes] of levelsOf(leaves).entries()) put(`${directory}/audit/hashes/${level}`, hashes);
    const note = logKey && signCheckpoint(lines.head, originOf(leaves.subarray(0, 32).toHex()), logKey);
    if (note !== undefined) put(`${directory}/audit/${checkpointFile}`, note);
    commit?.(note === undefined ? undefined : proofOfLast(lines, note));
    return { seq: lines.head.size - 1, leaf: lines.head.leaf };
  };
  const readOne = (directory: string): StoredLog | undefined => {
    const log = get(`${directory}/${logFile}`);
    const checkpoint = get(`${directory}/${checkpointFile}`);
    return log && { log, head: get(`${directory}/${headFile}`), ...(checkpoint && { checkpoint }) };
  };
  return {
    append: (directory, event, options) => appendAll(directory, [event], options),
    appendAll,
    assertLocal: () => {},
    read: (directory) => {
      const open = readOne(`${directory}/audit`);
      const shards = normal(`${directory}/audit/shards`);
      const below = [...disk.keys()].filter((path) => path.startsWith(`${shards}/`));
      const years = [...new Set(below.map((path) => path.slice(shards.length + 1).split("/")[0] ?? ""))].toSorted();
      const closed = years.flatMap((year) => {
        const one = readOne(`${shards}/${year}`);
        return one === undefined ? [] : [{ year, ...one }];
      });
      return open && { ...open, ...(closed.length > 0 && { closed }) };
    },
    readHashes: (directory, year) => {
      const place = `${directory}/audit/${year === undefined ? "" : `shards/${year}/`}hashes`;
      const levels: Uint8Array[] = [];
      for (let found = get(`${place}/0`); found !== undefined; found = get(`${place}/${levels.length}`)) {
        levels.push(found);
      }
      return levels;
    },
    addGitNote: () => {},
  };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
