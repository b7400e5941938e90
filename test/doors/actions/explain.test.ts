import { expect, test } from "bun:test";
import { explain } from "../../../src/doors/actions/explain.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { codeOfLater, faultOfLater } from "../../support/code-of.ts";
import { evidence, gateRequest, gateRuntime, tamper } from "./sample-gate.ts";

async function afterGate() {
  const runtime = gateRuntime({}, "High");
  const { decision } = await runGate(gateRequest({ output: "/w/decision.json" }), runtime);
  const ask = async (subject: string) =>
    await explain({ subject, decision: "/w/decision.json", evidenceDir: evidence }, runtime);
  return { runtime, decision, ask };
}

test("explain() tells of a vulnerability, a rule and the VEX statements of a run", async () => {
  const { ask } = await afterGate();
  expect((await ask("CVE-2021-23337")).text).toContain("scanner grype says CVE-2021-23337, high");
  expect((await ask("guardrails/fail-on")).json).toMatchObject({ rules: [{ rule: "guardrails/fail-on" }] });
  expect((await ask("vex")).text).toContain("no VEX statement");
});

test("explain() names the nearest thing when there is none of that name", async () => {
  const fault = await faultOfLater(async () => (await afterGate()).ask("CVE-2021-23338"));
  expect([fault.code, fault.hint]).toEqual(["INPUT_NOT_FOUND", "did you mean CVE-2021-23337?"]);
});

test("explain() does not explain evidence that does not hold", async () => {
  const { runtime, decision, ask } = await afterGate();
  tamper(runtime, `${evidence}/${decision.evidence.directory}/fixops-demo-run-bundle.json.gz`);
  expect(await codeOfLater(() => ask("vex"))).toStartWith("INTEGRITY_");
});

test("explain() takes the directory of a run, or one with its decision", async () => {
  const { runtime, decision } = await afterGate();
  const ask = async (path: string) => await explain({ subject: "vex", decision: path, evidenceDir: evidence }, runtime);
  expect((await ask(`${evidence}/${decision.evidence.directory}`)).text).toContain("no VEX statement");
  runtime.disk.set("/w/kept/decision.json", runtime.disk.get("/w/decision.json") ?? new Uint8Array());
  expect((await ask("/w/kept")).text).toContain("no VEX statement");
  const fault = await faultOfLater(() => ask(evidence));
  expect([fault.code, fault.hint]).toEqual([
    "INPUT_NOT_FOUND",
    `give one of its runs, such as ${evidence}/${decision.evidence.directory}`,
  ]);
  expect((await faultOfLater(() => ask(`${evidence}/audit`))).code).toBe("INPUT_NOT_FOUND");
});

test("explain() knows every posture check, also when the run has nothing of it", async () => {
  const { ask } = await afterGate();
  expect((await ask("aws-ec2/metadata-v2")).text).toContain("posture was not evaluated in this run");
  expect((await faultOfLater(() => ask("aws-ec2/metadata-v3"))).hint).toBe("did you mean aws-ec2/metadata-v2?");
});
