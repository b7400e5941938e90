import { describe, expect, test } from "bun:test";
import { runDecisionStage, runStage } from "../../../src/doors/actions/stage-run.ts";
import { codeOf } from "../../support/code-of.ts";
import { ed25519 } from "../../support/sample-keys.ts";
import { commit } from "../../support/stages.ts";
import { documentOf, recordStages, registry, stageRequest, stageRuntime } from "./sample-stage.ts";

describe("runStage()", () => {
  test("records document, inputs and a line in the log", () => {
    const runtime = stageRuntime();
    const { text, exitCode } = runStage(stageRequest(), runtime);
    expect(exitCode).toBe(0);
    expect(text).toStartWith("design recorded: /w/artefacts/APP-1234/r1/outputs/design.manifest.json\n");
    const document = documentOf("APP-1234/r1/outputs/design.manifest.json", runtime);
    expect(document).toMatchObject({
      stage: "design",
      app_id: "APP-1234",
      run_id: "r1",
      commit,
      sequence: 1,
      previous: null,
    });
    const [input] = document.inputs;
    expect(runtime.sha256(runtime.disk.get(`${registry}/APP-1234/r1/${input.stored}`) ?? new Uint8Array())).toBe(
      input.stored_sha256,
    );
    expect(runtime.events).toMatchObject([
      { event: "stage.recorded", app: "APP-1234", run: "r1", data: { signed: false } },
    ]);
  });

  test("names the stage before it by its digest", () => {
    const runtime = stageRuntime();
    recordStages(["design", "build", "deploy"], runtime);
    const build = runtime.disk.get(`${registry}/APP-1234/r1/outputs/build.report.json`) ?? new Uint8Array();
    expect(documentOf("APP-1234/r1/outputs/deploy.manifest.json", runtime)).toMatchObject({
      sequence: 3,
      previous: { stage: "build", document: "build.report.json", sha256: runtime.sha256(build) },
    });
  });

  test("signs the document and verifies what it wrote", () => {
    const runtime = stageRuntime({ environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey } });
    const { text } = runStage(stageRequest({ sign: true, verify: true }), runtime);
    expect(text).toContain("(signed)");
    expect(runtime.disk.has(`${registry}/APP-1234/r1/outputs/design.manifest.json.sigstore.json`)).toBe(true);
  });

  test("writes nothing when it cannot sign, or has nothing to verify", () => {
    const runtime = stageRuntime();
    const before = runtime.disk.size;
    expect(codeOf(() => runStage(stageRequest({ sign: true }), runtime))).toBe("USAGE_KEY_MISSING");
    expect(runtime.disk.size).toBe(before);
    expect(codeOf(() => runStage(stageRequest({ verify: true }), stageRuntime()))).toBe("USAGE_BAD_VALUE");
  });

  test("keeps no secret of a plan anywhere", () => {
    const runtime = stageRuntime();
    recordStages(["deploy"], runtime);
    const holders = [...runtime.disk].filter(([, bytes]) => new TextDecoder().decode(bytes).includes("CANARY"));
    expect(holders.map(([path]) => path)).toEqual(["/w/plan.json"]);
  });

  test("refuses an input of another stage, and none", () => {
    const wrong = stageRequest({ inputs: [{ path: "/w/plan.json" }] });
    expect(codeOf(() => runStage(wrong, stageRuntime()))).toBe("INPUT_WRONG_KIND");
    expect(codeOf(() => runStage(stageRequest({ inputs: [] }), stageRuntime()))).toBe("USAGE_MISSING_VALUE");
  });

  test("writes the document to --output as well", () => {
    const runtime = stageRuntime();
    runStage(stageRequest({ output: "/w/out.json" }), runtime);
    expect(runtime.disk.get("/w/out.json")).toEqual(
      runtime.disk.get(`${registry}/APP-1234/r1/outputs/design.manifest.json`) ?? new Uint8Array(),
    );
  });
});

test.each(["/w/design.csv", `${registry}/apps.json`, "/w/evidence/audit/audit.jsonl"])(
  "--output %s is refused",
  (output) => {
    const runtime = stageRuntime();
    expect(codeOf(() => runStage(stageRequest({ output }), runtime))).toBe("USAGE_BAD_VALUE");
  },
);

describe("runDecisionStage()", () => {
  test("decides on what the run has recorded, and closes it", async () => {
    const runtime = stageRuntime();
    recordStages(["design", "build"], runtime);
    const { stage: _, ...request } = stageRequest({ inputs: [{ path: "/w/scan.json" }] });
    const { text, exitCode } = await runDecisionStage(request, runtime);
    const document = documentOf("APP-1234/r1/outputs/decision.json", runtime);
    expect(text).toStartWith(document.verdict);
    expect([0, 1, 2]).toContain(exitCode);
    expect(document).toMatchObject({ stage: "decision", sequence: 3, exit_code: exitCode });
    expect(document.evidence.decision_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(codeOf(() => recordStages(["deploy"], runtime))).toBe("USAGE_BAD_VALUE");
  });
});
