import { describe, expect, test } from "bun:test";
import { runStage } from "../../../src/doors/actions/stage-run.ts";
import { registryGroups } from "../../../src/doors/actions/verify-registry.ts";
import type { FakeRuntime } from "../../support/runtime.ts";
import { evidence } from "./sample-gate.ts";
import { recordStages, registry, stageRequest, stageRuntime } from "./sample-stage.ts";

const app = `${registry}/APP-1234`;

/** Two runs of one app, and one of another. */
function recorded(): FakeRuntime {
  const runtime = stageRuntime();
  recordStages(["design", "build"], runtime);
  runStage(stageRequest({ runId: "r2" }), runtime);
  runStage(stageRequest({ appId: "APP-2" }), runtime);
  return runtime;
}

function look(path: string, runtime: FakeRuntime, evidenceDir: string | undefined = evidence) {
  const groups = registryGroups(path, { keys: [], evidenceDir }, runtime) ?? [];
  const lines = groups.flatMap(({ checks }) => checks.map((one) => `${one.status} ${one.what}: ${one.detail}`));
  const not = (status: string) => lines.filter((line) => line.startsWith(status));
  return { subjects: groups.map(({ subject }) => subject), failed: not("fail"), unknown: not("unknown") };
}

/** Moves or copies all below a directory. */
function copy(runtime: FakeRuntime, from: string, to: string): void {
  for (const [path, bytes] of [...runtime.disk]) {
    if (path.startsWith(`${from}/`)) runtime.disk.set(path.replace(from, to), bytes);
  }
}

function remove(runtime: FakeRuntime, directory: string): void {
  for (const path of [...runtime.disk.keys()]) if (path.startsWith(`${directory}/`)) runtime.disk.delete(path);
}

describe("registryGroups() passes", () => {
  test.each([
    ["a registry", registry, ["audit log", registry, "APP-1234", "APP-2", "APP-1234/r1", "APP-1234/r2", "APP-2/r1"]],
    ["an app", app, ["audit log", "APP-1234", "APP-1234/r1", "APP-1234/r2"]],
    ["a run", `${app}/r1`, ["audit log", `${app}/r1`, `${app}/r1`]],
  ])("%s", (_, path, subjects) => {
    expect(look(path, recorded())).toEqual({ subjects, failed: [], unknown: [] });
  });

  test("a run that was handed over by itself, under another name", () => {
    const runtime = recorded();
    copy(runtime, `${app}/r1`, "/mail/attached");
    expect(look("/mail/attached", runtime)).toMatchObject({ failed: [], unknown: [] });
  });

  test("the damage of one run in the others", () => {
    const runtime = recorded();
    runtime.disk.delete(`${app}/r1/outputs/build.report.json`);
    expect(look(`${app}/r2`, runtime).failed).toEqual([]);
    expect(look(app, runtime).failed).toHaveLength(1);
  });
});

describe("registryGroups() is not asked about", () => {
  test.each(["/w", "/none", "/w/sbom.json", evidence, "/w/project"])("%s", (path) => {
    const runtime = recorded();
    if (path === "/w/project") runtime.disk.set("/w/project/src/outputs/a.txt", new Uint8Array());
    expect(registryGroups(path, { keys: [], evidenceDir: undefined }, runtime)).toBeUndefined();
  });
});

describe("registryGroups() without a log that is named", () => {
  test("does not take one that is about other apps", () => {
    const runtime = recorded();
    const own = registryGroups(app, { keys: [], evidenceDir: undefined }, runtime) ?? [];
    expect(own.flatMap(({ checks }) => checks).filter(({ what }) => what === "audit log")).toEqual([
      { what: "audit log", status: "unknown", detail: expect.stringContaining("no log was given") },
      { what: "audit log", status: "unknown", detail: expect.stringContaining("no log was given") },
    ]);
    runStage(stageRequest({ appId: "APP-9", registry: "/w/other", evidenceDir: "./evidence" }), runtime);
    const other = registryGroups(`${app}/r1`, { keys: [], evidenceDir: undefined }, runtime) ?? [];
    expect(other.map(({ subject }) => subject)).not.toContain("audit log");
    expect(other.at(-1)?.checks.at(-1)).toMatchObject({ status: "unknown", what: "audit log" });
  });
});

describe("registryGroups() fails when", () => {
  test("an app stands there that the log knows nothing of, though it knows others", () => {
    const runtime = recorded();
    runStage(stageRequest({ appId: "APP-3", evidenceDir: "/w/elsewhere" }), runtime);
    expect(look(registry, runtime).failed).toEqual([expect.stringContaining("no line records design.manifest.json")]);
  });

  test("a run stands there that the list does not have", () => {
    const runtime = recorded();
    copy(runtime, `${app}/r1`, `${app}/r9`);
    expect(look(app, runtime).failed).toContain("fail place: runs.json does not list r9");
    expect(look(`${app}/r9`, runtime).failed).toContain("fail place: runs.json does not list r9");
  });

  test("the lists are gone or are no lists", () => {
    const runtime = recorded();
    runtime.disk.delete(`${app}/runs.json`);
    expect(look(registry, runtime).failed).toEqual([
      "fail place: runs.json does not list r1",
      "fail place: runs.json does not list r2",
    ]);
    runtime.disk.set(`${app}/runs.json`, new TextEncoder().encode("{}\n"));
    runtime.disk.set(`${registry}/apps.json`, new TextEncoder().encode("{}\n"));
    expect(look(registry, runtime).failed).toHaveLength(2);
  });

  test("the log that was named is not there", () => {
    expect(look(registry, recorded(), "/w/none").failed).toEqual([expect.stringContaining("there is no audit log")]);
  });

  test("a line of the log was changed", () => {
    const runtime = recorded();
    const path = `${evidence}/audit/audit.jsonl`;
    const text = new TextDecoder().decode(runtime.disk.get(path)).replace('"r2"', '"r3"');
    runtime.disk.set(path, new TextEncoder().encode(text));
    expect(look(`${app}/r1`, runtime).failed.length).toBeGreaterThan(0);
  });
});

test("registryGroups() tells of runs and apps that are gone altogether", () => {
  const runtime = recorded();
  remove(runtime, `${registry}/APP-2`);
  expect(look(registry, runtime).unknown).toEqual([
    "unknown runs: the log records 1 run that is not here: APP-2/r1",
    "unknown apps: lists APP-2, of which there is no run here",
  ]);
});
