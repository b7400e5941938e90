import { describe, expect, test } from "bun:test";
import { rekeyRuns } from "../../../src/doors/actions/evidence-rekey.ts";
import { settleRuns } from "../../../src/doors/actions/evidence-settle.ts";
import { codeOfLater } from "../../support/code-of.ts";
import type { FakeRuntime } from "../../support/runtime.ts";
import { evidence } from "./sample-gate.ts";
import { addRun, keptRuntime, namesBelow, openChecks, rekeyRequest } from "./sample-kept.ts";

const place = `${evidence}/demo/one/`;
const aside = `${evidence}/demo/.tmp-old-one/`;
const next = `${evidence}/demo/.tmp-new-one-7-0123456789abcdef/`;

type Disk = ReadonlyMap<string, Uint8Array>;

/** The run before and after a rekey, on a machine where it was killed: what stands where is up to the test. */
async function interrupted(): Promise<{ readonly runtime: FakeRuntime; readonly old: Disk; readonly fresh: Disk }> {
  const runtime = await keptRuntime();
  const old = new Map(filesOf(runtime));
  await rekeyRuns(rekeyRequest({ keyFile: "key" }), runtime);
  const fresh = new Map(filesOf(runtime));
  for (const name of fresh.keys()) runtime.disk.delete(`${place}${name}`);
  return { runtime, old, fresh };
}

function filesOf(runtime: FakeRuntime): readonly (readonly [string, Uint8Array])[] {
  return namesBelow(runtime, place.slice(0, -1)).map((name) => [
    name,
    runtime.disk.get(place + name) ?? new Uint8Array(),
  ]);
}

function put(runtime: FakeRuntime, at: string, files: Disk): void {
  for (const [name, bytes] of files) runtime.disk.set(at + name, bytes);
}

function leftovers(runtime: FakeRuntime): readonly string[] {
  return namesBelow(runtime, evidence).filter((name) => name.includes(".tmp-"));
}

describe("settleRuns() after a kill", () => {
  test("between the two renames: the new form takes its place", async () => {
    const { runtime, old, fresh } = await interrupted();
    put(runtime, aside, old);
    put(runtime, next, fresh);
    expect(await openChecks(runtime)).toEqual(["unknown runs", "unknown place"]);
    settleRuns(evidence, runtime);
    expect(leftovers(runtime)).toEqual([]);
    expect(await openChecks(runtime, "key")).toEqual([]);
  });

  test("before the first rename: the new form takes its place", async () => {
    const { runtime, old, fresh } = await interrupted();
    put(runtime, place, old);
    put(runtime, next, fresh);
    expect(await openChecks(runtime)).toEqual(["unknown audit log"]);
    settleRuns(evidence, runtime);
    expect(leftovers(runtime)).toEqual([]);
    expect(await openChecks(runtime, "key")).toEqual([]);
  });

  test("after both: what stood aside goes", async () => {
    const { runtime, old, fresh } = await interrupted();
    put(runtime, place, fresh);
    put(runtime, aside, old);
    settleRuns(evidence, runtime);
    expect(leftovers(runtime)).toEqual([]);
    expect(await openChecks(runtime, "key")).toEqual([]);
  });

  test("without the new form: the old one goes back, the gate refuses to contradict the log, a rekey mends it", async () => {
    const { runtime, old } = await interrupted();
    put(runtime, aside, old);
    settleRuns(evidence, runtime);
    expect(leftovers(runtime)).toEqual([]);
    expect(await openChecks(runtime)).toEqual(["unknown audit log"]);
    expect(await codeOfLater(() => addRun(runtime))).toBe("INTEGRITY_LOG");
    await rekeyRuns(rekeyRequest({ keyFile: "key" }), runtime);
    expect(await openChecks(runtime, "key")).toEqual([]);
  });

  test("of something else: it is left alone", async () => {
    const runtime = await keptRuntime();
    put(runtime, `${evidence}/demo/.tmp-two-7-0123456789abcdef/`, new Map([["decision.json", new Uint8Array(1)]]));
    settleRuns(evidence, runtime);
    expect(leftovers(runtime)).toHaveLength(1);
  });
});
