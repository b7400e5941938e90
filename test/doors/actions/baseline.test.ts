import { describe, expect, test } from "bun:test";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { codeOfLater } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { evidence, gateRequest, gateRuntime, key, tamper } from "./sample-gate.ts";

/** A disk on which one gate has run, and the directory of that run. */
async function afterGate(over: Parameters<typeof gateRequest>[0] = {}, environment: Record<string, string> = {}) {
  const runtime = gateRuntime({ environment }, "High");
  const { decision } = await runGate(gateRequest({ compress: false, ...over }), runtime);
  const directory = `${evidence}/${decision.evidence.directory}`;
  return { runtime: fakeRuntime({ files: Object.fromEntries(runtime.disk), environment }), directory, decision };
}

const later = { asOf: "2026-02-02T00:00:00Z", evidenceDir: "/w/later" };

describe("a gate with a baseline", () => {
  test.each<[string, (directory: string, bundle: string) => string]>([
    ["that is the directory of a run", (directory) => directory],
    ["that is a bundle", (directory, bundle) => `${directory}/${bundle}`],
    ["that is an earlier report", () => "/w/scan.json"],
  ])("%s tells what is unchanged", async (_, pathOf) => {
    const { runtime, directory } = await afterGate();
    const baseline = pathOf(directory, "fixops-demo-run-bundle.json");
    const { decision: now } = await runGate(gateRequest({ ...later, baseline }), runtime);
    expect(now.baseline).toMatchObject({ new: 0, unchanged: 1, reopened: 0, fixed: 0 });
  });

  test("that is encrypted needs the key, and then is read", async () => {
    const { runtime, directory } = await afterGate({ encrypt: true }, { FIXOPS_EVIDENCE_KEY: key });
    expect((await runGate(gateRequest({ ...later, baseline: directory }), runtime)).decision.baseline?.unchanged).toBe(
      1,
    );
    const keyless = fakeRuntime({ files: Object.fromEntries(runtime.disk) });
    expect(await codeOfLater(() => runGate(gateRequest({ ...later, baseline: directory }), keyless))).toBe(
      "USAGE_KEY_MISSING",
    );
  });

  test("that was tampered with is refused", async () => {
    const { runtime, directory } = await afterGate();
    tamper(runtime, `${directory}/fixops-demo-run-bundle.json`);
    expect(await codeOfLater(() => runGate(gateRequest({ ...later, baseline: directory }), runtime))).toStartWith(
      "INTEGRITY_",
    );
  });

  test("that is not there, or no report, is an error of the input", async () => {
    const { runtime } = await afterGate();
    expect(await codeOfLater(() => runGate(gateRequest({ ...later, baseline: "/w/none" }), runtime))).toBe(
      "INPUT_NOT_FOUND",
    );
  });

  test.each(["/w/evidence", "/w/decision.json"])("that is %s says what a baseline is", async (baseline) => {
    const { runtime } = await afterGate({ output: "/w/decision.json" });
    expect(await codeOfLater(() => runGate(gateRequest({ ...later, baseline }), runtime))).toBe("INPUT_WRONG_KIND");
  });

  test("has another run id than one without", async () => {
    const { runtime, directory } = await afterGate();
    const idWith = async (baseline: string | undefined) => {
      const own = fakeRuntime({ files: Object.fromEntries(runtime.disk) });
      return (await runGate(gateRequest({ ...later, baseline }), own)).decision.run_id;
    };
    const ids = [await idWith(undefined), await idWith(directory)];
    expect(new Set(ids).size).toBe(2);
  });
});
