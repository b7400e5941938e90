import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../src/domain/error.ts";
import { copyEvidence } from "../../../src/doors/actions/copy-evidence.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { getEvidence } from "../../../src/doors/actions/get-evidence.ts";
import { locateRun } from "../../../src/doors/actions/locate-run.ts";
import { redactRun } from "../../../src/doors/actions/redact-run.ts";
import { verifyPath } from "../../../src/doors/actions/verify.ts";
import type { FakeOptions } from "../../support/runtime.ts";
import { ed25519 } from "../../support/sample-keys.ts";
import { textOf } from "../../support/workspace.ts";
import { evidence, gateRequest, gateRuntime, key } from "./sample-gate.ts";

const request = { decision: "/w/decision.json", evidenceDir: evidence, target: "/w/copy" };

async function made(options: FakeOptions = {}, over: Parameters<typeof gateRequest>[0] = {}) {
  const runtime = gateRuntime(options, "High");
  await runGate(gateRequest({ output: "/w/decision.json", runId: "one", ...over }), runtime);
  return runtime;
}

async function codeOf(work: Promise<unknown>): Promise<readonly [string, string | undefined]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FixopsError) return [error.code, error.hint];
    throw error;
  }
  return ["none", undefined];
}

function copied(disk: ReadonlyMap<string, Uint8Array>): readonly string[] {
  return [...disk.keys()].flatMap((path) => (path.startsWith("/w/copy/") ? [path.slice(8)] : [])).toSorted();
}

test("copyEvidence() with sections copies these and no bundle, and the copy and its archive verify", async () => {
  const runtime = await made();
  const result = await copyEvidence({ ...request, only: ["severity_overview"], zip: "/w/copy.zip" }, runtime);
  expect(result.text).toContain("redacted and not encrypted: it shows severity_overview");
  expect(copied(runtime.disk)).toEqual([
    "VERIFY.txt",
    "audit/audit.jsonl",
    "audit/head",
    "demo/one/fixops-demo-run-bundle.redacted.json",
    "demo/one/manifest.json",
  ]);
  expect((await verifyPath({ path: "/w/copy" }, runtime)).exitCode).toBe(0);
  expect((await verifyPath({ path: "/w/copy.zip" }, runtime)).exitCode).toBe(0);
});

test("copyEvidence() brings the decision, and what quotes it, when that is asked for", async () => {
  const runtime = await made({ environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey } }, { sign: true });
  await copyEvidence({ ...request, only: ["waivers", "decision"] }, runtime);
  expect(copied(runtime.disk)).toContain("demo/one/decision.json");
  expect(copied(runtime.disk)).toContain("demo/one/manifest.json.vsa.sigstore.json");
  await copyEvidence({ ...request, only: ["waivers"], target: "/w/other" }, runtime);
  const other = [...runtime.disk.keys()].filter((path) => path.startsWith("/w/other/demo/one/manifest"));
  expect(other.toSorted()).toEqual(["/w/other/demo/one/manifest.json", "/w/other/demo/one/manifest.json.sig"]);
});

test("copyEvidence() of encrypted evidence needs its key, and the copy is readable without", async () => {
  const runtime = await made({ environment: { FIXOPS_EVIDENCE_KEY: key } }, { encrypt: true });
  const keyless = { ...runtime, environment: () => undefined };
  const only = ["severity_overview"];
  expect((await codeOf(copyEvidence({ ...request, only }, keyless)))[0]).toBe("USAGE_KEY_MISSING");
  expect(copied(runtime.disk)).toEqual([]);
  await copyEvidence({ ...request, only }, runtime);
  const text = textOf(runtime.disk.get("/w/copy/demo/one/fixops-demo-run-bundle.redacted.json") ?? new Uint8Array());
  expect(JSON.parse(text).sections.severity_overview.section.status).toBe("evaluated");
  expect((await verifyPath({ path: "/w/copy" }, keyless)).exitCode).toBe(0);
});

describe("redactRun() refuses", () => {
  test.each([
    ["severity_overwiev", "did you mean severity_overview?"],
    ["nothing-like-it", /^give some of ai_agent_analysis, /],
    ["", /^give some of /],
    ["__proto__", /^give some of /],
  ])("the section %p", async (name, hint) => {
    const runtime = await made();
    const run = locateRun("/w/decision.json", evidence, runtime);
    const [code, found] = await codeOf(redactRun(run, ["decision", name], {}));
    expect(code).toBe("USAGE_BAD_VALUE");
    expect(found).toMatch(hint);
  });

  test("a copy that has no bundle, as does who unpacks it", async () => {
    const runtime = await made();
    await copyEvidence({ ...request, only: ["decision"] }, runtime);
    const from = { ...request, evidenceDir: "/w/copy" };
    expect((await codeOf(copyEvidence({ ...from, target: "/w/2", only: ["decision"] }, runtime)))[0]).toBe(
      "INPUT_NOT_FOUND",
    );
    expect((await codeOf(getEvidence({ ...from, extract: "/w/out" }, runtime)))[0]).toBe("INPUT_NOT_FOUND");
    expect((await codeOf(getEvidence(from, runtime)))[0]).toBe("none");
  });
});

test("a decision is found in a copy that withholds it, and another is not", async () => {
  const runtime = await made();
  await copyEvidence({ ...request, only: ["waivers"] }, runtime);
  expect(locateRun("/w/decision.json", "/w/copy", runtime).runId).toBe("one");
  const forged = textOf(runtime.disk.get("/w/decision.json") ?? new Uint8Array()).replace('"NO-GO"', '"GO"');
  runtime.disk.set("/w/forged.json", new TextEncoder().encode(`${forged} `));
  expect(() => locateRun("/w/forged.json", "/w/copy", runtime)).toThrow(FixopsError);
});

test("the same run again does not take a redacted copy for its evidence", async () => {
  const runtime = await made();
  await copyEvidence({ ...request, only: ["decision"] }, runtime);
  const again = gateRequest({ runId: "one", evidenceDir: "/w/copy" });
  expect((await codeOf(runGate(again, runtime)))[0]).toBe("IO_EXISTS");
});
