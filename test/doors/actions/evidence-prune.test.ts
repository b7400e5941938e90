import { describe, expect, test } from "bun:test";
import { holdRun, releaseRun } from "../../../src/doors/actions/evidence-hold.ts";
import { type PruneRequest, pruneRuns } from "../../../src/doors/actions/evidence-prune.ts";
import { verifyPath } from "../../../src/doors/actions/verify.ts";
import { codeOfLater } from "../../support/code-of.ts";
import { ed25519 } from "../../support/sample-keys.ts";
import { evidence, tamper } from "./sample-gate.ts";
import { addRun, keptRuntime, namesBelow, openChecks, pruneRequest } from "./sample-kept.ts";

const logged = { logKey: "log" };
const options = { secrets: { log: ed25519.privateKey } };
const tombstone = `${evidence}/demo/one.tombstone.json`;

test("pruneRuns() removes a run whose time is over, and leaves what verify takes for a proof", async () => {
  const runtime = await keptRuntime(logged, options);
  await pruneRuns(pruneRequest(logged), runtime);
  expect(namesBelow(runtime, `${evidence}/demo`)).toEqual(["one.tombstone.json"]);
  expect(runtime.events.at(-1)).toMatchObject({
    event: "evidence.pruned",
    ts: "2026-01-02T03:04:05Z",
    data: {
      mode: "demo",
      verdict: "CONDITIONAL",
      retention_until: "2025-12-01T00:00:00Z",
      reason: "the retention is over",
    },
  });
  expect(await openChecks(runtime)).not.toContain("unknown runs");
  expect((await verifyPath({ path: `${evidence}/demo/one` }, runtime)).text).toContain("records that it was pruned");
});

test("pruneRuns() with --dry-run changes nothing", async () => {
  const runtime = await keptRuntime();
  const before = [...runtime.disk.keys()];
  const { text } = await pruneRuns(pruneRequest({ dryRun: true }), runtime);
  expect(text).toStartWith("1 run would be pruned");
  expect([...runtime.disk.keys()]).toEqual(before);
});

describe("pruneRuns() of a run that must stay", () => {
  const stays: readonly (readonly [string, Partial<PruneRequest>, string])[] = [
    ["its date has not come", { asOf: "2025-11-30T23:59:59Z" }, "USAGE_BAD_VALUE"],
    ["only what was to be kept until before then", { before: "2025-12-01" }, "nothing thrown"],
    ["only what was to be kept until long before", { before: "2025-11-30" }, "USAGE_BAD_VALUE"],
    ["a clock that is ahead", { asOf: "2040-01-01" }, "USAGE_BAD_VALUE"],
  ];
  test.each(stays)("%s", async (_, over, code) => {
    const runtime = await keptRuntime();
    expect(await codeOfLater(() => pruneRuns(pruneRequest({ runs: ["one"], ...over }), runtime))).toBe(code);
    expect(runtime.disk.has(`${evidence}/demo/one/manifest.json`)).toBe(code === "USAGE_BAD_VALUE");
  });

  test("a hold keeps it until it is released", async () => {
    const runtime = await keptRuntime();
    const hold = { evidenceDir: evidence, run: "one", reason: "case" };
    holdRun(hold, runtime);
    expect(await codeOfLater(() => pruneRuns(pruneRequest({ runs: ["one"] }), runtime))).toBe("USAGE_BAD_VALUE");
    expect((await pruneRuns(pruneRequest(), runtime)).text).toContain("is held since");
    releaseRun(hold, runtime);
    expect((await pruneRuns(pruneRequest({ runs: ["one"] }), runtime)).text).toStartWith("1 run pruned");
  });

  test("one that does not hold stays, is told with 5, and the others go", async () => {
    const runtime = await keptRuntime();
    await addRun(runtime, { runId: "two" });
    tamper(runtime, `${evidence}/demo/one/decision.json`);
    expect(await codeOfLater(() => pruneRuns(pruneRequest({ runs: ["one"] }), runtime))).toBe("INTEGRITY_DIGEST");
    expect(await pruneRuns(pruneRequest(), runtime)).toMatchObject({
      exitCode: 5,
      json: {
        runs: [
          { run: "one", outcome: "damaged" },
          { run: "two", outcome: "pruned" },
        ],
      },
    });
  });
});

test("pruneRuns() finishes a removal that was interrupted, and writes no second line", async () => {
  const runtime = await keptRuntime();
  const before = new Map(runtime.disk);
  await pruneRuns(pruneRequest(), runtime);
  const events = runtime.events.length;
  for (const [path, bytes] of before) if (path.includes("/demo/one/")) runtime.disk.set(path, bytes);
  expect(await openChecks(runtime)).toEqual(["unknown removal"]);
  expect((await pruneRuns(pruneRequest(), runtime)).text).toStartWith("1 run pruned");
  expect(runtime.events).toHaveLength(events);
  expect(await openChecks(runtime)).toEqual([]);
});

test("a run that was pruned does not come back under its id", async () => {
  const runtime = await keptRuntime();
  await pruneRuns(pruneRequest(), runtime);
  expect(await codeOfLater(() => addRun(runtime))).toBe("IO_EXISTS");
});

describe("verify of a tombstone", () => {
  test("fails without the line of the log, and for any byte that was changed", async () => {
    const runtime = await keptRuntime(logged, options);
    const unpruned = new Map(runtime.disk);
    await pruneRuns(pruneRequest(logged), runtime);
    const bytes = Uint8Array.from(runtime.disk.get(tombstone) ?? []);
    const missed: number[] = [];
    for (let at = 0; at < bytes.length; at += 7) {
      tamper(runtime, tombstone, at);
      if (!(await openChecks(runtime)).some((check) => check.startsWith("fail"))) missed.push(at);
      runtime.disk.set(tombstone, bytes);
    }
    expect(missed).toEqual([]);
    runtime.disk.clear();
    for (const [path, was] of unpruned) runtime.disk.set(path, was);
    runtime.disk.set(tombstone, bytes);
    expect(await openChecks(runtime)).toContain("fail audit log");
  }, 30_000);

  test("fails when it is that of another run", async () => {
    const runtime = await keptRuntime();
    await pruneRuns(pruneRequest(), runtime);
    runtime.disk.set(`${evidence}/demo/two.tombstone.json`, runtime.disk.get(tombstone) ?? new Uint8Array());
    expect(await openChecks(runtime)).toContain("fail tombstone");
  });
});
