import { describe, expect, test } from "bun:test";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { getEvidence } from "../../../src/doors/actions/get-evidence.ts";
import { faultOfLater } from "../../support/code-of.ts";
import { evidence, gateRequest, gateRuntime, key, otherKey, tamper } from "./sample-gate.ts";

const decision = "/w/decision.json";

async function made(over: Parameters<typeof gateRequest>[0] = {}) {
  const runtime = gateRuntime({ secrets: { a: key, b: otherKey } }, "High");
  const { decision: record } = await runGate(gateRequest({ output: decision, ...over }), runtime);
  return { runtime, directory: `${evidence}/${record.evidence.directory}`, record };
}

describe("getEvidence()", () => {
  test("finds the run of a decision and verifies it", async () => {
    const { runtime, directory, record } = await made();
    expect(await getEvidence({ decision, evidenceDir: evidence }, runtime)).toMatchObject({
      exitCode: 0,
      json: { run_id: record.run_id, directory, verdict: "CONDITIONAL" },
    });
  });

  test.each([
    ["plain", {}, {}],
    ["encrypted", { encrypt: true, keyFile: "a" }, { keyFile: "a" }],
  ])("unpacks a bundle that is %s to the document that the manifest names", async (_, over, source) => {
    const { runtime } = await made(over);
    const { json } = await getEvidence({ decision, evidenceDir: evidence, extract: "/w/out", ...source }, runtime);
    const bytes = runtime.disk.get("/w/out/fixops-demo-run-bundle.json") ?? new Uint8Array();
    expect(json).toMatchObject({ bundle: { sha256: runtime.sha256(bytes), bytes: bytes.length } });
  });
});

describe("getEvidence() refuses", () => {
  test("to unpack without the key, and writes nothing", async () => {
    const { runtime } = await made({ encrypt: true, keyFile: "a" });
    const fault = await faultOfLater(() =>
      getEvidence({ decision, evidenceDir: evidence, extract: "/w/out" }, runtime),
    );
    expect(fault.code).toBe("USAGE_KEY_MISSING");
    expect([...runtime.disk.keys()].filter((path) => path.startsWith("/w/out"))).toEqual([]);
  });

  test("another key", async () => {
    const { runtime } = await made({ encrypt: true, keyFile: "a" });
    const request = { decision, evidenceDir: evidence, extract: "/w/out", keyFile: "b" };
    expect((await faultOfLater(() => getEvidence(request, runtime))).code).toBe("INTEGRITY_DECRYPTION");
  });

  test("evidence that was changed, and writes nothing", async () => {
    const { runtime, directory } = await made();
    tamper(runtime, `${directory}/fixops-demo-run-bundle.json.gz`, 40);
    const request = { decision, evidenceDir: evidence, extract: "/w/out" };
    expect((await faultOfLater(() => getEvidence(request, runtime))).code).toBe("INTEGRITY_DIGEST");
    expect([...runtime.disk.keys()].filter((path) => path.startsWith("/w/out"))).toEqual([]);
  });
});
