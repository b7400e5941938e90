import { describe, expect, test } from "bun:test";
import {
  appLock,
  listRegistryRuns,
  loggedStages,
  previousDocument,
  readStageRun,
  readStages,
  rememberRun,
  runDirectory,
} from "../../../src/doors/actions/run-registry.ts";
import { runStage } from "../../../src/doors/actions/stage-run.ts";
import { codeOf } from "../../support/code-of.ts";
import { ed25519, stranger } from "../../support/sample-keys.ts";
import { evidence, tamper } from "./sample-gate.ts";
import { recordStages, registry, stageRequest, stageRuntime } from "./sample-stage.ts";

const place = { registry, appId: "APP-1234", runId: "r1" };
const design = `${registry}/APP-1234/r1/outputs/design.manifest.json`;

test("places", () => {
  expect(runDirectory(place)).toBe("/w/artefacts/APP-1234/r1");
  expect(appLock(place)).toBe("/w/artefacts/APP-1234/.lock");
});

describe("readStageRun()", () => {
  test("gives the stages in their order, and what the log says of them", () => {
    const runtime = stageRuntime();
    recordStages(["design", "build"], runtime);
    const run = readStageRun(place, [], runtime);
    const { logged } = loggedStages(place, evidence, runtime);
    expect(run?.stages.map(({ frame }) => frame.stage)).toEqual(["design", "build"]);
    expect(logged).toEqual(run?.stages.map(({ document, sha256 }) => ({ document, sha256 })) ?? []);
    expect(readStageRun({ ...place, runId: "r2" }, [], runtime)).toBeUndefined();
  });

  test.each([
    ["verified", [ed25519.publicKey]],
    ["failed", [stranger.publicKey]],
    ["not_verified", []],
  ] as const)("tells a signature that is %s", (state, keys) => {
    const runtime = stageRuntime({ environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey } });
    runStage(stageRequest({ sign: true }), runtime);
    expect(readStageRun(place, keys, runtime)?.stages[0]?.signature).toBe(state);
  });

  test("tells what is no stage document, and a document under another's name", () => {
    const runtime = stageRuntime();
    recordStages(["design"], runtime);
    runtime.disk.set(`${registry}/APP-1234/r1/outputs/notes.json`, new Uint8Array([1]));
    runtime.disk.set(`${registry}/APP-1234/r1/outputs/build.report.json`, runtime.disk.get(design) ?? new Uint8Array());
    const run = readStageRun(place, [], runtime);
    expect(run?.unreadable.map(({ document }) => document)).toEqual(["build.report.json", "notes.json"]);
    tamper(runtime, design);
    expect(readStageRun(place, [], runtime)?.stages).toEqual([]);
  });
});

describe("runs", () => {
  test("are remembered once, in their order", () => {
    const runtime = stageRuntime();
    for (const runId of ["b", "a", "b"]) rememberRun({ ...place, runId }, runtime);
    expect(listRegistryRuns(place, runtime)).toEqual(["b", "a"]);
    runtime.disk.set(`${registry}/APP-1234/runs.json`, new TextEncoder().encode("{}\n"));
    expect(codeOf(() => listRegistryRuns(place, runtime))).toBe("INTEGRITY_MANIFEST");
  });

  test("before one have the document that it is compared with", () => {
    const runtime = stageRuntime();
    for (const runId of ["r1", "r2"]) runStage(stageRequest({ runId }), runtime);
    runStage(stageRequest({ runId: "r3", stage: "build" }), runtime);
    const before = (runId: string) =>
      previousDocument({ ...place, runId }, "design.manifest.json", runtime) as { run_id?: string } | undefined;
    expect(["r1", "r2", "r3", "r4"].map((run) => before(run)?.run_id)).toEqual([undefined, "r1", "r2", "r2"]);
    expect(readStages(place, ["design.manifest.json", "build.report.json"], runtime)).toHaveLength(1);
  });
});
