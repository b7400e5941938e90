import { describe, expect, test } from "bun:test";
import { holdRun, releaseRun } from "../../../src/doors/actions/evidence-hold.ts";
import { listEvidence } from "../../../src/doors/actions/evidence-list.ts";
import { codeOf } from "../../support/code-of.ts";
import { evidence } from "./sample-gate.ts";
import { keptRuntime } from "./sample-kept.ts";

const request = { evidenceDir: evidence, run: "one", reason: "case 2026-114" };

test("holdRun() writes the reason to the log, and releaseRun() ends it", async () => {
  const runtime = await keptRuntime();
  holdRun(request, runtime);
  expect(runtime.events.at(-1)).toMatchObject({
    event: "evidence.held",
    run: "one",
    data: { mode: "demo", reason: "case 2026-114" },
  });
  const held = { hold: { since: "2026-01-02T03:04:05Z", reason: "case 2026-114" } };
  expect(listEvidence({ evidenceDir: evidence }, runtime).json).toMatchObject({ runs: [held] });
  releaseRun({ ...request, reason: "closed" }, runtime);
  expect(runtime.events.at(-1)).toMatchObject({ event: "evidence.released", data: { reason: "closed" } });
  expect(listEvidence({ evidenceDir: evidence }, runtime).text).not.toContain("HELD");
});

test("holdRun() takes a run by id, mode and id, or directory", async () => {
  const runtime = await keptRuntime();
  for (const run of ["one", "demo/one", `${evidence}/demo/one`]) holdRun({ ...request, run }, runtime);
  expect(runtime.events.filter(({ event }) => event === "evidence.held")).toHaveLength(3);
});

describe("holdRun() refuses", () => {
  test.each([
    ["a run that is not there", { run: "two" }, "INPUT_NOT_FOUND"],
    ["an empty reason", { reason: "  " }, "USAGE_BAD_VALUE"],
    ["a reason that is a novel", { reason: "x".repeat(201) }, "USAGE_BAD_VALUE"],
  ])("%s", async (_, over, code) => {
    const runtime = await keptRuntime();
    expect(codeOf(() => holdRun({ ...request, ...over }, runtime))).toBe(code);
    expect(runtime.events).toHaveLength(1);
  });

  test("an id that both modes have", async () => {
    const runtime = await keptRuntime();
    for (const [path, bytes] of runtime.disk) {
      runtime.disk.set(path.replace("/demo/one/", "/enterprise/one/"), bytes);
    }
    expect(codeOf(() => holdRun(request, runtime))).toBe("USAGE_BAD_VALUE");
  });

  test("a log that does not chain", async () => {
    const runtime = await keptRuntime();
    runtime.disk.set(`${evidence}/audit/audit.jsonl`, new TextEncoder().encode("{}\n"));
    expect(codeOf(() => holdRun(request, runtime))).toBe("INTEGRITY_LOG");
  });
});

test("releaseRun() refuses a run that is not held", async () => {
  const runtime = await keptRuntime();
  expect(codeOf(() => releaseRun(request, runtime))).toBe("USAGE_BAD_VALUE");
});
