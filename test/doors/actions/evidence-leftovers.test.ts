import { expect, test } from "bun:test";
import { leftoverGroups } from "../../../src/doors/actions/evidence-leftovers.ts";
import { pruneRuns } from "../../../src/doors/actions/evidence-prune.ts";
import { soundLines } from "../../../src/doors/actions/evidence-runs.ts";
import { evidence, tamper } from "./sample-gate.ts";
import { keptRuntime, pruneRequest } from "./sample-kept.ts";

test("leftoverGroups() tells of tombstones, of runs that are still there, and of those that stand aside", async () => {
  const runtime = await keptRuntime();
  const run = [...runtime.disk].filter(([path]) => path.includes("/demo/one/"));
  await pruneRuns(pruneRequest(), runtime);
  const open = () =>
    leftoverGroups(evidence, { log: soundLines(evidence, runtime) }, runtime).flatMap(({ subject, checks }) =>
      checks.filter(({ status }) => status !== "pass").map(({ status, what }) => `${subject} ${status} ${what}`),
    );
  expect(open()).toEqual([]);
  for (const [path, bytes] of run) runtime.disk.set(path, bytes);
  expect(open()).toEqual(["demo/one.tombstone.json unknown removal"]);
  tamper(runtime, `${evidence}/demo/one/manifest.json`);
  expect(open()).toEqual(["demo/one.tombstone.json fail removal"]);
  for (const [path] of run) runtime.disk.delete(path);
  runtime.disk.set(`${evidence}/demo/.tmp-old-one/manifest.json`, new Uint8Array());
  expect(open()).toEqual([`${evidence}/demo/.tmp-old-one unknown place`]);
});
