import { describe, expect, test } from "bun:test";
import { checkedId, commitOf, runIdOf } from "../../../src/doors/actions/run-choice.ts";
import { runStage } from "../../../src/doors/actions/stage-run.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { commit } from "../../support/stages.ts";
import { recordStages, stageRequest, stageRuntime } from "./sample-stage.ts";

describe("the run is named", () => {
  const ci = { GITHUB_ACTIONS: "true", GITHUB_RUN_ID: "42" };

  test.each([
    ["by the flag", "mine", { ...ci, FIXOPS_RUN_ID: "env" }, "mine"],
    ["by the variable", undefined, { ...ci, FIXOPS_RUN_ID: "env" }, "env"],
    ["by the build server", undefined, ci, "github-42"],
    ["by nobody", undefined, {}, undefined],
  ])("%s", (_, flag, environment, expected) => {
    expect(runIdOf(flag, fakeRuntime({ environment }))).toBe(expected);
  });

  test("as ids are", () => {
    expect(checkedId("run id", "r1")).toBe("r1");
    expect(codeOf(() => runIdOf("../x", fakeRuntime()))).toBe("USAGE_BAD_VALUE");
  });
});

test("the commit is a whole one", () => {
  expect(commitOf(commit.toUpperCase(), fakeRuntime())).toBe(commit);
  expect(codeOf(() => commitOf("abc123", fakeRuntime()))).toBe("USAGE_BAD_VALUE");
});

/** Run of a stage when nobody names one. */
function runOf(stage: "design" | "build" | "deploy", runtime: ReturnType<typeof stageRuntime>, asOf: string): string {
  return (runStage(stageRequest({ stage, runId: undefined, asOf }), runtime).json as { run_id: string }).run_id;
}

describe("when nobody names a run", () => {
  test("stages go to the app's newest while they may, then to a new one", () => {
    const runtime = stageRuntime();
    const first = runOf("design", runtime, "2026-08-01");
    expect(first).toMatch(/^20260801T000000Z-[0-9a-f]{8}$/);
    expect(runOf("build", runtime, "2026-08-02")).toBe(first);
    const second = runOf("design", runtime, "2026-08-03");
    expect(second).not.toBe(first);
    expect(runOf("deploy", runtime, "2026-08-04")).toBe(second);
    // A build belongs before the deployment.
    expect(runOf("build", runtime, "2026-08-05")).not.toBe(second);
  });
});

test("a stage that comes too late for the run that is named is refused", () => {
  const runtime = stageRuntime();
  recordStages(["deploy"], runtime);
  expect(codeOf(() => recordStages(["build"], runtime))).toBe("USAGE_BAD_VALUE");
});
