import { describe, expect, test } from "bun:test";
import { loggedStages, readStageRun } from "../../../src/doors/actions/run-registry.ts";
import { runStage } from "../../../src/doors/actions/stage-run.ts";
import { codeOf } from "../../support/code-of.ts";
import { ed25519 } from "../../support/sample-keys.ts";
import { evidence } from "./sample-gate.ts";
import { documentOf, recordStages, registry, stageRequest, stageRuntime } from "./sample-stage.ts";

describe("recordStage() of a stage that is there", () => {
  test("is refused unless it is to be replaced, and keeps the old one", () => {
    const runtime = stageRuntime();
    recordStages(["design"], runtime);
    const old = documentOf("APP-1234/r1/outputs/design.manifest.json", runtime);
    expect(codeOf(() => recordStages(["design"], runtime))).toBe("IO_EXISTS");
    runStage(stageRequest({ replace: true, asOf: "2026-09-01" }), runtime);
    expect(documentOf("APP-1234/r1/outputs/design.manifest.json", runtime).as_of).toBe("2026-09-01T00:00:00Z");
    const kept = [...runtime.disk.keys()].find((path) => path.startsWith(`${registry}/APP-1234/r1/replaced/`));
    expect(documentOf(kept?.slice(registry.length + 1) ?? "", runtime)).toEqual(old);
  });

  test("takes those that follow it along, and the log knows that they no longer stand", () => {
    const runtime = stageRuntime();
    recordStages(["design", "build", "deploy"], runtime);
    expect(codeOf(() => recordStages(["build"], runtime))).toBe("USAGE_BAD_VALUE");
    runStage(stageRequest({ stage: "build", replace: true, asOf: "2026-09-01" }), runtime);
    const place = { registry, appId: "APP-1234", runId: "r1" };
    const run = readStageRun(place, [], runtime);
    expect(run?.stages.map(({ frame }) => frame.stage)).toEqual(["design", "build"]);
    const { logged } = loggedStages(place, evidence, runtime);
    expect(logged.map(({ document }) => document)).toEqual(["design.manifest.json", "build.report.json"]);
    expect([...runtime.disk.keys()].filter((path) => path.includes("/r1/replaced/"))).toHaveLength(2);
  });

  test("is refused unsigned when it was signed", () => {
    const runtime = stageRuntime({ environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey } });
    runStage(stageRequest({ sign: true }), runtime);
    expect(codeOf(() => runStage(stageRequest({ replace: true }), runtime))).toBe("USAGE_KEY_MISSING");
  });
});

test("the line of the log comes before the document", () => {
  const runtime = stageRuntime();
  const auditLog = {
    ...runtime.auditLog,
    append: () => {
      throw new RangeError("the log is gone");
    },
  };
  expect(() => runStage(stageRequest(), { ...runtime, auditLog })).toThrow(RangeError);
  expect([...runtime.disk.keys()].filter((path) => path.endsWith("design.manifest.json"))).toEqual([]);
});
