import { describe, expect, test } from "bun:test";
import { loggedStages } from "../../../src/doors/actions/run-registry.ts";
import { runStage } from "../../../src/doors/actions/stage-run.ts";
import { checksOfStages, type StageMeans } from "../../../src/doors/actions/verify-stages.ts";
import type { FakeRuntime } from "../../support/runtime.ts";
import { ed25519, stranger } from "../../support/sample-keys.ts";
import { evidence, tamper } from "./sample-gate.ts";
import { recordStages, registry, stageRequest, stageRuntime } from "./sample-stage.ts";

const place = { registry, appId: "APP-1234", runId: "r1" };
const outputs = `${registry}/APP-1234/r1/outputs`;

function recorded(): FakeRuntime {
  const runtime = stageRuntime();
  recordStages(["design", "build"], runtime);
  return runtime;
}

/** What stands in the log before anything is damaged. */
function loggedIn(runtime: FakeRuntime) {
  return loggedStages(place, evidence, runtime).logged;
}

function failedOf(runtime: FakeRuntime, over: Partial<StageMeans> = {}): readonly string[] {
  const means = { keys: [], loggedOf: () => ({ why: "none" }), identity: place, ...over };
  const checks = checksOfStages(place, means, runtime);
  return checks.filter(({ status }) => status === "fail").map(({ what, code }) => `${what} ${code}`);
}

test("checksOfStages() passes a run as it was recorded, and says that there is no log", () => {
  const runtime = recorded();
  const means = { keys: [], loggedOf: () => ({ why: "no log" }), identity: place };
  const checks = checksOfStages(place, means, runtime);
  expect(checks.map(({ what, status }) => `${status} ${what}`)).toEqual([
    "pass document design.manifest.json",
    "pass document build.report.json",
    "pass chain",
    "pass inputs",
    "unknown audit log",
  ]);
  const logged = loggedIn(runtime);
  expect(checksOfStages(place, { ...means, loggedOf: () => logged }, runtime).at(-1)?.status).toBe("pass");
});

describe("checksOfStages() fails when", () => {
  test("a document was changed", () => {
    const runtime = recorded();
    tamper(runtime, `${outputs}/design.manifest.json`, 1);
    expect(failedOf(runtime)).toContain("document design.manifest.json INTEGRITY_MANIFEST");
    expect(failedOf(runtime)).toContain("chain INTEGRITY_DIGEST");
  });

  test("a stored input was changed, or is gone", () => {
    const runtime = recorded();
    const [input = ""] = [...runtime.disk.keys()].filter((path) => path.includes("/inputs/build/"));
    tamper(runtime, input);
    expect(failedOf(runtime)).toEqual(["inputs INTEGRITY_DIGEST"]);
    runtime.disk.delete(input);
    expect(failedOf(runtime)).toEqual(["inputs INTEGRITY_DIGEST"]);
  });

  test("the last document is gone, which only the log tells", () => {
    const runtime = recorded();
    const logged = loggedIn(runtime);
    runtime.disk.delete(`${outputs}/build.report.json`);
    expect(failedOf(runtime)).toEqual([]);
    expect(failedOf(runtime, { loggedOf: () => logged })).toEqual(["audit log INTEGRITY_LOG"]);
  });

  test("a document is there that the log does not know", () => {
    const runtime = recorded();
    const logged = loggedIn(runtime).slice(0, 1);
    expect(failedOf(runtime, { loggedOf: () => logged })).toEqual(["audit log INTEGRITY_LOG"]);
    expect(failedOf(runtime, { loggedOf: () => [] })).toHaveLength(2);
  });

  test("a signature stands without its document", () => {
    const runtime = recorded();
    runtime.disk.set(`${outputs}/test.report.json.sigstore.json`, new Uint8Array([1]));
    expect(failedOf(runtime)).toEqual(["file test.report.json.sigstore.json INTEGRITY_MANIFEST"]);
  });

  test("it is another run's", () => {
    expect(failedOf(recorded(), { identity: { appId: "APP-1234", runId: "r2" } })).toEqual([
      "chain INTEGRITY_DIGEST",
      "chain INTEGRITY_DIGEST",
    ]);
  });
});

describe("checksOfStages() of signatures", () => {
  const signatureOf = (sign: boolean, keys: StageMeans["keys"]) => {
    const runtime = stageRuntime({ environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey } });
    runStage(stageRequest({ sign }), runtime);
    const checks = checksOfStages(place, { keys, loggedOf: () => ({ why: "" }), identity: place }, runtime);
    return checks.find(({ what }) => what === "signature of design.manifest.json");
  };

  test.each([
    ["of the key", true, [ed25519.publicKey], "pass"],
    ["of another key", true, [stranger.publicKey], "fail"],
    ["without a key", true, [], "unknown"],
    ["of an unsigned one with a key", false, [ed25519.publicKey], "fail"],
    ["of an unsigned one without", false, [], undefined],
  ] as const)("%s", (_, sign, keys, status) => {
    expect(signatureOf(sign, keys)?.status).toBe(status);
  });
});

test("checksOfStages() of a run without documents passes nothing", () => {
  const checks = checksOfStages(
    { ...place, runId: "r9" },
    { keys: [], loggedOf: () => [], identity: place },
    stageRuntime(),
  );
  expect(checks.map(({ status }) => status)).toEqual(["unknown"]);
});
