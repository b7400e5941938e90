import { describe, expect, test } from "bun:test";
import type { InputBytes } from "../../../src/domain/input-file.ts";
import {
  besides,
  inheritedInputs,
  readRegistryInputs,
  storeInputs,
} from "../../../src/doors/actions/registry-inputs.ts";
import { readStageRun } from "../../../src/doors/actions/run-registry.ts";
import type { Stage } from "../../../src/stages/stage.ts";
import { inputFile } from "../../support/build.ts";
import { inputOf } from "../../support/input.ts";
import { tamper } from "./sample-gate.ts";
import { recordStages, registry, stageRuntime } from "./sample-stage.ts";

const place = { registry, appId: "APP-1234", runId: "r1" };

test("storeInputs() gives each input a name of its own that is safe everywhere", () => {
  const runtime = stageRuntime();
  const inputs = [inputOf("a/scan result.json", "1"), inputOf("b/scan result.json", "2"), inputOf("x!..\\é.json", "3")];
  const store = storeInputs("test", inputs, { maxDepth: 9, sha256: runtime.sha256 });
  const stored = inputs.map(({ name, sha256 }) => store.storedAt(inputFile({ name, sha256 })).stored);
  expect(new Set(stored).size).toBe(3);
  for (const path of stored) expect(path).toMatch(/^inputs\/test\/[0-9a-f]{12}-[A-Za-z0-9._-]+$/);
  expect(store.files().map(({ name }) => name)).toEqual(stored);
});

describe("readRegistryInputs()", () => {
  function read(
    given: readonly InputBytes[] = [],
    change: (runtime: ReturnType<typeof stageRuntime>) => void = () => {},
  ) {
    const runtime = stageRuntime();
    recordStages(["design", "build"], runtime);
    change(runtime);
    const stages = readStageRun(place, [], runtime)?.stages ?? [];
    const found = readRegistryInputs(place, stages, runtime);
    return { stages, damaged: found.damaged, inputs: besides(found, given) };
  }

  test("gives what the stages were made of, but for what is at hand already", () => {
    const { inputs, stages } = read();
    expect(inputs.map(({ name }) => name)).toEqual(["design/design.csv", "build/sbom.json"]);
    const given = stages.flatMap(({ frame }) =>
      frame.inputs.map(({ name, sha256 }) => ({ ...inputOf(name, ""), sha256 })),
    );
    expect(read(given).inputs).toEqual([]);
  });

  test("tells what was changed or is gone", () => {
    const path = (runtime: ReturnType<typeof stageRuntime>) =>
      [...runtime.disk.keys()].find((one) => one.includes("/inputs/build/")) ?? "";
    for (const change of [
      (runtime: ReturnType<typeof stageRuntime>) => tamper(runtime, path(runtime)),
      (runtime: ReturnType<typeof stageRuntime>) => void runtime.disk.delete(path(runtime)),
    ]) {
      const { inputs, damaged } = read([], change);
      expect(inputs.map(({ name }) => name)).toEqual(["design/design.csv"]);
      expect(damaged.map(({ document }) => document)).toEqual(["build.report.json"]);
    }
  });
});

test("inheritedInputs() are those of the latest run that has them", () => {
  const runtime = stageRuntime();
  recordStages(["design", "build"], runtime);
  const stage = { name: "operate", kinds: ["sbom"], inherits: ["build", "test"] } as unknown as Stage;
  const later = { ...place, runId: "r2" };
  expect(inheritedInputs({ stage, inputs: [] }, later, runtime).map(({ name }) => name)).toEqual(["build/sbom.json"]);
  const { inherits: _, ...alone } = stage;
  expect(inheritedInputs({ stage: alone, inputs: [] }, later, runtime)).toEqual([]);
});
