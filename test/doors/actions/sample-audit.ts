import type { StoredLog } from "../../../src/domain/runtime.ts";
import { logFile } from "../../../src/evidence/audit.ts";
import { signCheckpoint } from "../../../src/evidence/log-checkpoint.ts";
import { checkFamily } from "../../../src/evidence/log-family.ts";
import { levelsOf } from "../../../src/evidence/log-levels.ts";
import { sampleFamily } from "../../support/log-family.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";

export const evidence = "evidence";
export const logKey = makeLogKey();

/** Base64 of the public key, as a file has it. */
export const logPub = `${Buffer.from(logKey.publicKey).toString("base64")}\n`;

/** A disk with logs of these years, so many runs in each, with checkpoints; `log.pub` is their key. */
export function loggedYears(years: readonly number[], count = 3, key: typeof logKey | undefined = logKey): FakeRuntime {
  const runtime = fakeRuntime({ files: { "log.pub": logPub } });
  const family = sampleFamily(years, count, key);
  const put = (place: string, { log, head, checkpoint }: StoredLog) => {
    runtime.disk.set(`${place}/${logFile}`, log);
    if (head) runtime.disk.set(`${place}/head`, head);
    if (checkpoint) runtime.disk.set(`${place}/checkpoint`, checkpoint);
    const [member] = checkFamily({ log, head }).members;
    for (const [level, bytes] of levelsOf(member!.report.leaves).entries())
      runtime.disk.set(`${place}/hashes/${level}`, bytes);
  };
  put(`${evidence}/audit`, family);
  for (const { year, ...closed } of family.closed ?? []) put(`${evidence}/audit/shards/${year}`, closed);
  return runtime;
}

/** The checkpoint of the open log as it is now. */
export function checkpointIn(runtime: FakeRuntime): Uint8Array {
  return runtime.disk.get(`${evidence}/audit/checkpoint`) ?? new Uint8Array();
}

/** A checkpoint of the same origin and size whose lines were others. */
export function forkedCheckpoint(runtime: FakeRuntime): Uint8Array {
  const { origin = "", report } = checkFamily(runtime.auditLog.read(evidence)!).members.at(-1)!;
  const edge = report.head.edge.map((hash) => hash.with(0, hash[0]! ^ 1));
  return new TextEncoder().encode(signCheckpoint({ ...report.head, edge }, origin, logKey));
}

/** Adds a run to the open log. */
export function addRun(runtime: FakeRuntime, run: string, key: typeof logKey | undefined = logKey): void {
  runtime.auditLog.append(evidence, { event: "decision.made", ts: "2026-07-07T00:00:00Z", run }, { logKey: key });
}
