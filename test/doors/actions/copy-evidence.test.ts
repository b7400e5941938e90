import { describe, expect, test } from "bun:test";
import { unzipSync } from "fflate";
import { copyEvidence } from "../../../src/doors/actions/copy-evidence.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { verifyPath } from "../../../src/doors/actions/verify.ts";
import { faultOfLater } from "../../support/code-of.ts";
import { ed25519, stranger } from "../../support/sample-keys.ts";
import { textOf } from "../../support/workspace.ts";
import { evidence, gateRequest, gateRuntime, tamper } from "./sample-gate.ts";

const request = { decision: "/w/decision.json", evidenceDir: evidence, target: "/w/copy" };

async function made() {
  const runtime = gateRuntime({}, "High");
  await runGate(gateRequest({ output: "/w/decision.json", runId: "one" }), runtime);
  return runtime;
}

test("copyEvidence() copies run, log and instructions, and the copy verifies", async () => {
  const runtime = await made();
  await copyEvidence(request, runtime);
  const copied = [...runtime.disk.keys()].filter((path) => path.startsWith("/w/copy/")).map((path) => path.slice(8));
  expect(copied.toSorted()).toEqual([
    "VERIFY.txt",
    "audit/audit.jsonl",
    "audit/head",
    "demo/one/decision.json",
    "demo/one/fixops-demo-run-bundle.json.gz",
    "demo/one/fixops-demo-run-inputs.jsonl.gz",
    "demo/one/manifest.json",
    "verify.html",
    "verify.sh",
  ]);
  expect((await verifyPath({ path: "/w/copy" }, runtime)).exitCode).toBe(0);
});

test("copyEvidence() writes the copy as a ZIP file as well", async () => {
  const runtime = await made();
  await copyEvidence({ ...request, zip: "/w/copy.zip" }, runtime);
  const names = Object.keys(unzipSync(runtime.disk.get("/w/copy.zip") ?? new Uint8Array()));
  expect(names.toSorted()).toEqual([
    "VERIFY.txt",
    "audit/audit.jsonl",
    "audit/head",
    "demo/one/decision.json",
    "demo/one/fixops-demo-run-bundle.json.gz",
    "demo/one/fixops-demo-run-inputs.jsonl.gz",
    "demo/one/manifest.json",
    "verify.html",
    "verify.sh",
  ]);
});

test("copyEvidence() adds a later run to the copy of an earlier one", async () => {
  const runtime = await made();
  await copyEvidence(request, runtime);
  await runGate(gateRequest({ output: "/w/second.json", runId: "two" }), runtime);
  await copyEvidence({ ...request, decision: "/w/second.json" }, runtime);
  expect((await verifyPath({ path: "/w/copy" }, runtime)).exitCode).toBe(0);
});

describe("copyEvidence() refuses", () => {
  test("a target with the log of other evidence", async () => {
    const runtime = await made();
    runtime.disk.set("/w/copy/audit/audit.jsonl", new TextEncoder().encode("another\n"));
    expect((await faultOfLater(() => copyEvidence(request, runtime))).code).toBe("IO_EXISTS");
    expect([...runtime.disk.keys()].filter((path) => path.startsWith("/w/copy/demo"))).toEqual([]);
  });

  test("a run that was changed, and copies nothing", async () => {
    const runtime = await made();
    tamper(runtime, `${evidence}/demo/one/manifest.json`, 30);
    expect((await faultOfLater(() => copyEvidence(request, runtime))).code).toStartWith("INTEGRITY_");
    expect([...runtime.disk.keys()].filter((path) => path.startsWith("/w/copy"))).toEqual([]);
  });

  test("a log that does not chain", async () => {
    const runtime = await made();
    tamper(runtime, `${evidence}/audit/audit.jsonl`, 30);
    expect((await faultOfLater(() => copyEvidence(request, runtime))).code).toBe("INTEGRITY_LOG");
  });

  test("to overwrite a copy", async () => {
    const runtime = await made();
    await copyEvidence(request, runtime);
    expect((await faultOfLater(() => copyEvidence(request, runtime))).code).toBe("IO_EXISTS");
  });

  test("the evidence directory itself as the target", async () => {
    expect(
      (await faultOfLater(() => made().then((runtime) => copyEvidence({ ...request, target: evidence }, runtime))))
        .code,
    ).toBe("IO_EXISTS");
  });
});

test("copyEvidence() of a signed run brings the key that it was verified with, and no other", async () => {
  const runtime = gateRuntime({
    files: { "/w/a.pub": ed25519.publicKey.pem, "/w/b.pub": stranger.publicKey.pem },
    environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey },
  });
  await runGate(gateRequest({ sign: true, output: "/w/decision.json" }), runtime);
  await copyEvidence({ ...request, publicKeyFiles: ["/w/b.pub", "/w/a.pub"] }, runtime);
  const keys = [...runtime.disk.keys()].filter((path) => path.startsWith("/w/copy/keys"));
  expect(keys).toEqual([`/w/copy/keys/${ed25519.publicKey.keyId}.pub`]);
  expect(textOf(runtime.disk.get(keys[0] ?? ""))).toBe(ed25519.publicKey.pem);
  await copyEvidence({ ...request, target: "/w/plain" }, runtime);
  expect([...runtime.disk.keys()].filter((path) => path.startsWith("/w/plain/keys"))).toEqual([]);
});
