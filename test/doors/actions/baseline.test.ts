import { describe, expect, test } from "bun:test";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { evidence, gateRequest, gateRuntime, key, tamper } from "./sample-gate.ts";

/** A disk on which one gate has run, and the directory of that run. */
function afterGate(over: Parameters<typeof gateRequest>[0] = {}, environment: Record<string, string> = {}) {
  const runtime = gateRuntime({ environment }, "High");
  const { decision } = runGate(gateRequest({ compress: false, ...over }), runtime);
  const directory = `${evidence}/${decision.evidence.directory}`;
  return { runtime: fakeRuntime({ files: Object.fromEntries(runtime.disk), environment }), directory, decision };
}

const later = { asOf: "2026-02-02T00:00:00Z", evidenceDir: "/w/later" };

describe("a gate with a baseline", () => {
  test.each<[string, (directory: string, bundle: string) => string]>([
    ["that is the directory of a run", (directory) => directory],
    ["that is a bundle", (directory, bundle) => `${directory}/${bundle}`],
    ["that is an earlier report", () => "/w/scan.json"],
  ])("%s tells what is unchanged", (_, pathOf) => {
    const { runtime, directory, decision } = afterGate();
    const baseline = pathOf(directory, decision.evidence.bundle);
    const { decision: now } = runGate(gateRequest({ ...later, baseline }), runtime);
    expect(now.baseline).toMatchObject({ new: 0, unchanged: 1, reopened: 0, fixed: 0 });
  });

  test("that is encrypted needs the key, and then is read", () => {
    const { runtime, directory } = afterGate({ encrypt: true }, { FIXOPS_EVIDENCE_KEY: key });
    expect(runGate(gateRequest({ ...later, baseline: directory }), runtime).decision.baseline?.unchanged).toBe(1);
    const keyless = fakeRuntime({ files: Object.fromEntries(runtime.disk) });
    expect(codeOf(() => runGate(gateRequest({ ...later, baseline: directory }), keyless))).toBe("USAGE_KEY_MISSING");
  });

  test("that was tampered with is refused", () => {
    const { runtime, directory, decision } = afterGate();
    tamper(runtime, `${directory}/${decision.evidence.bundle}`);
    expect(codeOf(() => runGate(gateRequest({ ...later, baseline: directory }), runtime))).toStartWith("INTEGRITY_");
  });

  test("that is not there, or no report, is an error of the input", () => {
    const { runtime } = afterGate();
    expect(codeOf(() => runGate(gateRequest({ ...later, baseline: "/w/none" }), runtime))).toBe("INPUT_NOT_FOUND");
  });

  test.each(["/w/evidence", "/w/decision.json"])("that is %s says what a baseline is", (baseline) => {
    const { runtime } = afterGate({ output: "/w/decision.json" });
    expect(codeOf(() => runGate(gateRequest({ ...later, baseline }), runtime))).toBe("INPUT_WRONG_KIND");
  });

  test("has another run id than one without", () => {
    const { runtime, directory } = afterGate();
    const ids = [undefined, directory].map((baseline) => {
      return runGate(gateRequest({ ...later, baseline }), fakeRuntime({ files: Object.fromEntries(runtime.disk) }))
        .decision.run_id;
    });
    expect(new Set(ids).size).toBe(2);
  });
});
