import { describe, expect, test } from "bun:test";
import { overlaySchema } from "../../src/overlay/schema.ts";
import { type StageParts, stageDocument } from "../../src/stages/document.ts";
import { inputFile, model } from "../support/build.ts";
import { faultOf } from "../support/code-of.ts";

const options = overlaySchema.parse({});

const parts: StageParts = {
  stage: {
    name: "test",
    kinds: ["cve"],
    needsInput: true,
    document: "test.report.json",
    body: () => ({ stage: "x", own: 1 }),
  },
  frame: { app_id: "APP-1", run_id: "r1", sequence: 2, previous: null },
  overlayRecord: { mode: "demo", sha256: "d".repeat(64), layers: [] },
  tool: { name: "fixops", version: "1" },
  context: { earlier: new Map() },
  storedAt: () => ({ stored: "inputs/test/a", stored_sha256: "e".repeat(64) }),
};

describe("stageDocument()", () => {
  test("puts the frame around what the stage says, and no stage can write over it", () => {
    expect(stageDocument(model(), options, parts)).toEqual({
      schema: "fixops.stage/v1",
      stage: "test",
      own: 1,
      app_id: "APP-1",
      run_id: "r1",
      sequence: 2,
      previous: null,
      as_of: "2026-08-25T12:00:00Z",
      tool: { name: "fixops", version: "1" },
      overlay: { mode: "demo", sha256: "d".repeat(64) },
      inputs: [
        {
          name: "scan.json",
          sha256: "a".repeat(64),
          bytes: 10,
          format: "grype-json",
          kinds: ["cve"],
          stored: "inputs/test/a",
          stored_sha256: "e".repeat(64),
        },
      ],
      artefacts: [],
    });
  });

  test("refuses an input that belongs to another stage", () => {
    const inputs = [inputFile({ kinds: ["sbom"] })];
    const { code, hint } = faultOf(() => stageDocument(model({ inputs }), options, parts));
    expect(code).toBe("INPUT_WRONG_KIND");
    expect(hint).toContain("--stage build");
  });

  test("names artefacts with a SHA-256", () => {
    const provenanceBasis = { keys: [], roots: [], artefacts: [{ name: "app.tgz", sha256: "b".repeat(64) }] };
    const { artefacts } = stageDocument(model({ provenanceBasis }), options, parts);
    expect(artefacts).toEqual([{ name: "app.tgz", sha256: "b".repeat(64) }]);
  });
});
