import { describe, expect, test } from "bun:test";
import { runStage } from "../../../src/doors/actions/stage-run.ts";
import { codeOf } from "../../support/code-of.ts";
import { ed25519 } from "../../support/sample-keys.ts";
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

  test("is refused when another follows it", () => {
    const runtime = stageRuntime();
    recordStages(["design", "build"], runtime);
    expect(codeOf(() => runStage(stageRequest({ replace: true }), runtime))).toBe("USAGE_BAD_VALUE");
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
