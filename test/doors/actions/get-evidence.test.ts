import { describe, expect, test } from "bun:test";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { getEvidence } from "../../../src/doors/actions/get-evidence.ts";
import { faultOf } from "../../support/code-of.ts";
import { evidence, gateRequest, gateRuntime, key, otherKey, tamper } from "./sample-gate.ts";

const decision = "/w/decision.json";

function made(over: Parameters<typeof gateRequest>[0] = {}) {
  const runtime = gateRuntime({ secrets: { a: key, b: otherKey } }, "High");
  const { decision: record } = runGate(gateRequest({ output: decision, ...over }), runtime);
  return { runtime, directory: `${evidence}/${record.evidence.directory}`, record };
}

describe("getEvidence()", () => {
  test("finds the run of a decision and verifies it", () => {
    const { runtime, directory, record } = made();
    expect(getEvidence({ decision, evidenceDir: evidence }, runtime)).toMatchObject({
      exitCode: 0,
      json: { run_id: record.run_id, directory, verdict: "CONDITIONAL" },
    });
  });

  test.each([
    ["plain", {}, {}],
    ["encrypted", { encrypt: true, keyFile: "a" }, { keyFile: "a" }],
  ])("unpacks a bundle that is %s to the document that the manifest names", (_, over, source) => {
    const { runtime } = made(over);
    const { json } = getEvidence({ decision, evidenceDir: evidence, extract: "/w/out", ...source }, runtime);
    const bytes = runtime.disk.get("/w/out/fixops-demo-run-bundle.json") ?? new Uint8Array();
    expect(json).toMatchObject({ bundle: { sha256: runtime.sha256(bytes), bytes: bytes.length } });
  });
});

describe("getEvidence() refuses", () => {
  test("to unpack without the key, and writes nothing", () => {
    const { runtime } = made({ encrypt: true, keyFile: "a" });
    const fault = faultOf(() => getEvidence({ decision, evidenceDir: evidence, extract: "/w/out" }, runtime));
    expect(fault.code).toBe("USAGE_KEY_MISSING");
    expect([...runtime.disk.keys()].filter((path) => path.startsWith("/w/out"))).toEqual([]);
  });

  test("another key", () => {
    const { runtime } = made({ encrypt: true, keyFile: "a" });
    const request = { decision, evidenceDir: evidence, extract: "/w/out", keyFile: "b" };
    expect(faultOf(() => getEvidence(request, runtime)).code).toBe("INTEGRITY_DECRYPTION");
  });

  test("evidence that was changed, and writes nothing", () => {
    const { runtime, directory } = made();
    tamper(runtime, `${directory}/fixops-demo-run-bundle.json.gz`, 40);
    const request = { decision, evidenceDir: evidence, extract: "/w/out" };
    expect(faultOf(() => getEvidence(request, runtime)).code).toBe("INTEGRITY_DIGEST");
    expect([...runtime.disk.keys()].filter((path) => path.startsWith("/w/out"))).toEqual([]);
  });
});
