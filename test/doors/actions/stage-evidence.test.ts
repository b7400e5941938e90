import { describe, expect, test } from "bun:test";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { stageEvidence } from "../../../src/doors/actions/stage-evidence.ts";
import { codeOf } from "../../support/code-of.ts";
import { commit } from "../../support/stages.ts";
import { evidence, gateRequest } from "./sample-gate.ts";
import { recordStages, registry, stageRuntime } from "./sample-stage.ts";

const nobody = { keyFiles: [], own: [] };

describe("stageEvidence()", () => {
  const request = { registry, appId: "APP-1234", evidenceDir: evidence };

  test("is nothing without an application, or of one that the registry does not know", () => {
    const runtime = stageRuntime();
    for (const one of [{ evidenceDir: evidence }, { registry, evidenceDir: evidence }, request]) {
      const found = stageEvidence(one, nobody, runtime);
      expect([found.stageRun, found.inputs([])]).toEqual([undefined, []]);
    }
  });

  test("is the newest run, and says whether somebody named it", () => {
    const runtime = stageRuntime();
    recordStages(["design", "build"], runtime);
    const newest = stageEvidence(request, nobody, runtime);
    expect(newest.stageRun).toMatchObject({ runId: "r1", isNamed: false });
    expect(newest.inputs([]).map(({ name }) => name)).toEqual(["design/design.csv", "build/sbom.json"]);
    const named = stageEvidence({ ...request, runId: "r1", commit }, nobody, runtime);
    expect(named.stageRun).toMatchObject({ isNamed: true, commit });
  });

  test("tells a slip in a name, and what the log knows and the registry has lost", () => {
    const runtime = stageRuntime();
    recordStages(["design"], runtime);
    for (const slip of [
      { runId: "other" },
      { appId: "APP-9999" },
      { appId: undefined, appName: "web" },
      { appId: undefined },
    ]) {
      expect(stageEvidence({ ...request, ...slip }, nobody, runtime).stageRun).toMatchObject({
        stages: [],
        absent: expect.stringContaining("has stages, and"),
      });
    }
    for (const path of [...runtime.disk.keys()].filter((one) => one.startsWith(registry))) runtime.disk.delete(path);
    expect(stageEvidence(request, nobody, runtime).stageRun).toMatchObject({
      runId: "r1",
      stages: [],
      logged: [{ document: "design.manifest.json" }],
    });
    expect(codeOf(() => stageEvidence({ ...request, isRegistryNamed: true }, nobody, runtime))).toBe("INPUT_NOT_FOUND");
  });
});

test("the gate judges what the stages recorded with what it is given", async () => {
  const runtime = stageRuntime();
  recordStages(["design", "build", "deploy"], runtime);
  const { decision } = await runGate(
    gateRequest({ inputs: [{ path: "/w/scan.json" }], registry, appId: "APP-1234", runId: "r1", commit }),
    runtime,
  );
  expect(decision.inputs.map(({ name }) => name)).toEqual([
    "build/sbom.json",
    "deploy/plan.json",
    "design/design.csv",
    "scan.json",
  ]);
  expect(decision.rules.find(({ rule }) => rule === "stages/chain")?.status).toBe("pass");
});
