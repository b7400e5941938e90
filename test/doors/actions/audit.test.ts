import { describe, expect, test } from "bun:test";
import { auditLogs, auditVerify } from "../../../src/doors/actions/audit.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { evidence, gateRequest, gateRuntime, tamper } from "./sample-gate.ts";

/** Three runs on three days, two of one app. */
function logged() {
  const runtime = gateRuntime();
  for (const [day, appId] of [
    ["01", "APP-0001"],
    ["02", "APP-0002"],
    ["03", "APP-0001"],
  ] as const) {
    runGate(gateRequest({ runId: `run-${day}`, asOf: `2026-01-${day}T12:00:00Z`, appId }), runtime);
  }
  return runtime;
}

describe("auditLogs()", () => {
  test.each<[string, Partial<Parameters<typeof auditLogs>[0]>, readonly string[]]>([
    ["the newest, oldest first", { limit: 2 }, ["run-02", "run-03"]],
    ["all when the limit is larger", { limit: 9 }, ["run-01", "run-02", "run-03"]],
    ["none when the limit is 0", { limit: 0 }, []],
    ["of one app", { app: "APP-0001" }, ["run-01", "run-03"]],
    ["the newest of one app", { app: "APP-0001", limit: 1 }, ["run-03"]],
    ["of one event", { event: "other" }, []],
    ["since a day", { since: "2026-01-02" }, ["run-02", "run-03"]],
    ["since a moment", { since: "2026-01-02T12:00:00Z" }, ["run-02", "run-03"]],
    ["since a moment elsewhere", { since: "2026-01-02T12:00:01-01:00" }, ["run-03"]],
  ])("gives %s", (_, over, runs) => {
    const { json } = auditLogs({ evidenceDir: evidence, limit: 9, ...over }, logged());
    expect(json).toMatchObject(runs.map((run) => ({ run })));
    expect(json).toHaveLength(runs.length);
  });

  test.each(["yesterday", "2026", "01/02/2026", "2026-01-02T12:00:00", "2026-02-30"])("refuses --since %s", (since) => {
    expect(faultOf(() => auditLogs({ evidenceDir: evidence, limit: 9, since }, logged())).code).toBe("USAGE_BAD_VALUE");
  });

  test("is an empty list without a log, and invents nothing", () => {
    expect(auditLogs({ evidenceDir: evidence, limit: 9 }, fakeRuntime())).toMatchObject({
      json: [],
      text: "no entry\n",
    });
  });

  test("does not show a log that does not chain", () => {
    const runtime = logged();
    tamper(runtime, `${evidence}/audit/audit.jsonl`, 30);
    expect(faultOf(() => auditLogs({ evidenceDir: evidence, limit: 9 }, runtime)).code).toBe("INTEGRITY_LOG");
  });

  test("prints an entry on one line", () => {
    const { text } = auditLogs({ evidenceDir: evidence, limit: 1 }, logged());
    expect(text).toBe("#2  2026-01-03T12:00:00Z  decision.made  run-03  APP-0001  mode=demo  verdict=GO\n");
  });
});

describe("auditVerify()", () => {
  const exitOf = (runtime: ReturnType<typeof logged>) => auditVerify({ evidenceDir: evidence }, runtime).exitCode;
  const path = `${evidence}/audit/audit.jsonl`;

  test("passes the log as it was written", () => {
    expect(exitOf(logged())).toBe(0);
  });

  test("fails when a byte was changed", () => {
    const runtime = logged();
    tamper(runtime, path, 100);
    expect(exitOf(runtime)).toBe(5);
  });

  test("fails when the last line was cut off", () => {
    const runtime = logged();
    const lines = Buffer.from(runtime.disk.get(path) ?? [])
      .toString()
      .trimEnd()
      .split("\n");
    runtime.disk.set(path, Buffer.from(`${lines.slice(0, -1).join("\n")}\n`));
    expect(exitOf(runtime)).toBe(5);
  });

  test("fails when the log is empty and its head is not", () => {
    const runtime = logged();
    runtime.disk.set(path, new Uint8Array());
    expect(exitOf(runtime)).toBe(5);
  });

  test("finds no log", () => {
    expect(faultOf(() => auditVerify({ evidenceDir: evidence }, fakeRuntime())).code).toBe("INPUT_NOT_FOUND");
  });
});

test.each([
  ["an empty log", true],
  ["no log", false],
])("auditVerify() of runs with %s fails", (_, isThere) => {
  const runtime = gateRuntime();
  runGate(gateRequest(), runtime);
  for (const name of ["audit.jsonl", "head"]) runtime.disk.delete(`${evidence}/audit/${name}`);
  if (isThere) runtime.disk.set(`${evidence}/audit/audit.jsonl`, new Uint8Array());
  expect(auditVerify({ evidenceDir: evidence }, runtime).exitCode).toBe(5);
});
