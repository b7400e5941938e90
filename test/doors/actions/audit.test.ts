import { describe, expect, test } from "bun:test";
import { auditLogs } from "../../../src/doors/actions/audit.ts";
import { faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { evidence, loggedYears } from "./sample-audit.ts";

/** Three runs on three days, two of one app. */
function logged() {
  const runtime = fakeRuntime();
  for (const [day, app] of [
    ["01", "APP-0001"],
    ["02", "APP-0002"],
    ["03", "APP-0001"],
  ] as const) {
    const data = { mode: "demo", verdict: "GO" };
    runtime.auditLog.append(evidence, {
      event: "decision.made",
      ts: `2026-01-${day}T12:00:00Z`,
      run: `run-${day}`,
      app,
      data,
    });
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
    const path = `${evidence}/audit/audit.jsonl`;
    const log = runtime.disk.get(path)!;
    runtime.disk.set(path, log.with(30, log[30]! ^ 1));
    expect(faultOf(() => auditLogs({ evidenceDir: evidence, limit: 9 }, runtime)).code).toBe("INTEGRITY_LOG");
  });

  test("prints an entry on one line", () => {
    const { text } = auditLogs({ evidenceDir: evidence, limit: 1 }, logged());
    expect(text).toBe("#2  2026-01-03T12:00:00Z  decision.made  run-03  APP-0001  mode=demo  verdict=GO\n");
  });

  test("goes through the logs of all years", () => {
    const { json } = auditLogs({ evidenceDir: evidence, limit: 4 }, loggedYears([2025, 2026], 2));
    expect(json).toMatchObject([
      { event: "log.closed" },
      { event: "log.opened" },
      { run: "run-2026-0" },
      { run: "run-2026-1" },
    ]);
  });
});
