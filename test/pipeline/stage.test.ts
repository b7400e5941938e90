import { expect, test } from "bun:test";
import type { StageName } from "../../src/domain/stage.ts";
import { type StageRequest, stage } from "../../src/pipeline/stage.ts";
import { stages } from "../../src/stages/index.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { codeOf } from "../support/code-of.ts";
import { builtInIntel, overlayOf } from "../support/facts.ts";
import { inputOf } from "../support/input.ts";
import { smallSbom, smallScan } from "../support/reports.ts";

function requestOf(name: StageName, over: Partial<StageRequest> = {}): StageRequest {
  const found = stages.get(name);
  if (found === undefined) throw new Error(`there is no stage ${name}`);
  return {
    stage: found,
    inputs: [smallSbom],
    overlay: overlayOf(),
    overlayRecord: { mode: "demo", sha256: "d".repeat(64), layers: [] },
    intel: builtInIntel,
    asOf: "2026-08-25T12:00:00Z",
    limits: { maxDepth: 128, maxUnpacked: 1_000_000 },
    tool: { name: "fixops", version: "0.1.0" },
    frame: { app_id: "APP-1234", run_id: "r1", sequence: 1, previous: null },
    context: { earlier: new Map() },
    storedAt: ({ name: file }) => ({ stored: `inputs/${name}/${file}`, stored_sha256: "e".repeat(64) }),
    ...over,
  };
}

test("stage() reads the inputs and says what the stage says of them", () => {
  const document = stage(requestOf("build"));
  expect(document).toMatchObject({
    stage: "build",
    app_id: "APP-1234",
    as_of: "2026-08-25T12:00:00Z",
    inputs: [{ name: "sbom.json", sha256: smallSbom.sha256, stored: "inputs/build/sbom.json" }],
  });
  expect(canonicalJson(stage(requestOf("build")))).toBe(canonicalJson(document));
});

test("stage() is told artefacts that provenance is compared with", () => {
  const artefacts = [{ name: "app.tar", sha256: "b".repeat(64) }];
  const document = stage(requestOf("build", { provenanceBasis: { keys: [], roots: [], artefacts } }));
  expect(document.artefacts).toEqual(artefacts);
});

test.each<[string, Partial<StageRequest>, string]>([
  ["of another stage", { inputs: [smallScan()] }, "INPUT_WRONG_KIND"],
  ["that is broken", { inputs: [inputOf("sbom.json", "{")] }, "INPUT_TRUNCATED"],
])("stage() refuses an input %s", (_, over, code) => {
  expect(codeOf(() => stage(requestOf("design", over)))).toBe(code);
});
