import { describe, expect, test } from "bun:test";
import type { ErrorCode } from "../../../src/domain/error.ts";
import type { Runtime } from "../../../src/domain/runtime.ts";
import { type GateRequest, runGate } from "../../../src/doors/actions/gate.ts";
import { faultOfLater } from "../../support/code-of.ts";
import { inputOf } from "../../support/input.ts";
import type { FakeOptions, FakeRuntime } from "../../support/runtime.ts";
import { ed25519 } from "../../support/sample-keys.ts";
import { evidence, gateRequest, gateRuntime, key } from "./sample-gate.ts";

describe("runGate() ends with", () => {
  test.each<[string | undefined, number, string]>([
    [undefined, 0, "GO"],
    ["Critical", 1, "NO-GO"],
    ["High", 2, "CONDITIONAL"],
    ["Low", 0, "GO"],
    ["Unknown", 2, "CONDITIONAL"],
  ])("for a scan that found %p the exit code %d", async (severity, code, verdict) => {
    const result = await runGate(gateRequest(), gateRuntime({}, severity));
    expect(result).toMatchObject({ exitCode: code, decision: { verdict: verdict as "GO" } });
    expect(result.text).toStartWith(verdict);
  });
});

describe("runGate() writes", () => {
  test("bundle, inputs, decision and manifest, and one line in the log", async () => {
    const runtime = gateRuntime();
    const { decision } = await runGate(gateRequest({ appId: "APP-1234" }), runtime);
    const directory = `${evidence}/${decision.evidence.directory}`;
    expect(namesBelow(directory, runtime)).toEqual([
      "decision.json",
      "fixops-demo-run-bundle.json.gz",
      "fixops-demo-run-inputs.jsonl.gz",
      "manifest.json",
    ]);
    expect(runtime.events).toMatchObject([
      { event: "decision.made", run: decision.run_id, app: "APP-1234", ts: decision.as_of, data: { verdict: "GO" } },
    ]);
  });

  test("the decision to --output as it is in the evidence", async () => {
    const runtime = gateRuntime();
    const { decision } = await runGate(gateRequest({ output: "/w/decision.json" }), runtime);
    const stored = runtime.disk.get(`${evidence}/${decision.evidence.directory}/decision.json`);
    expect(runtime.disk.get("/w/decision.json")).toEqual(stored ?? new Uint8Array());
  });

  test("no file for --output -", async () => {
    const runtime = gateRuntime();
    await runGate(gateRequest({ output: "-" }), runtime);
    expect([...runtime.disk.keys()].filter((path) => !path.startsWith(evidence))).toEqual([
      "/w/sbom.json",
      "/w/scan.json",
    ]);
  });

  test("a signature beside the manifest when it is to be signed, and logs its digest", async () => {
    const runtime = gateRuntime({ environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey } });
    const { decision } = await runGate(gateRequest({ sign: true }), runtime);
    const directory = `${evidence}/${decision.evidence.directory}`;
    const signature = runtime.disk.get(`${directory}/manifest.json.sigstore.json`) ?? new Uint8Array();
    expect(JSON.parse(Buffer.from(signature).toString())).toMatchObject({
      verificationMaterial: { publicKey: { hint: ed25519.publicKey.hint } },
    });
    expect(runtime.events[0]?.subject).toMatchObject({ "manifest.json.sigstore.json": runtime.sha256(signature) });
    const manifest = JSON.parse(Buffer.from(runtime.disk.get(`${directory}/manifest.json`) ?? []).toString());
    expect(manifest.signed_by).toEqual({ algorithm: "ed25519", key_id: ed25519.publicKey.keyId });
  });

  test("no plain bundle when it is encrypted", async () => {
    const runtime = gateRuntime({ environment: { FIXOPS_EVIDENCE_KEY: key } }, "High");
    const { decision } = await runGate(gateRequest({ encrypt: true }), runtime);
    const directory = `${evidence}/${decision.evidence.directory}`;
    expect(namesBelow(directory, runtime)).toEqual([
      "decision.json",
      "fixops-demo-run-bundle.json.gz.enc",
      "fixops-demo-run-inputs.jsonl.gz.enc",
      "manifest.json",
    ]);
    for (const name of ["bundle.json", "inputs.jsonl"]) {
      const token = runtime.disk.get(`${directory}/fixops-demo-run-${name}.gz.enc`);
      expect(Buffer.from(token ?? []).toString()).toStartWith("gAAAA");
    }
  });
});

/** Names of the files in a directory of the fake disk. */
function namesBelow(directory: string, { disk }: Pick<FakeRuntime, "disk">): readonly string[] {
  const paths = [...disk.keys()].filter((path) => path.startsWith(`${directory}/`));
  return paths.map((path) => path.slice(directory.length + 1)).toSorted();
}

describe("runGate() refuses before it reads or writes anything:", () => {
  const cases: readonly (readonly [string, Partial<GateRequest>, FakeOptions, ErrorCode])[] = [
    ["no input", { inputs: [] }, {}, "USAGE_MISSING_VALUE"],
    ["encryption without a key", { encrypt: true }, {}, "USAGE_KEY_MISSING"],
    ["enterprise without a key", { mode: "enterprise" }, {}, "USAGE_KEY_MISSING"],
    ["a key that is none", { encrypt: true }, { environment: { FIXOPS_EVIDENCE_KEY: "short" } }, "USAGE_KEY_INVALID"],
    ["two keys", { encrypt: true, keyFile: "k", keyFd: 3 }, { secrets: { k: key, "fd:3": key } }, "USAGE_KEY_INVALID"],
    ["a signature without a key", { sign: true }, {}, "USAGE_KEY_MISSING"],
    ["a signing key that nothing uses", { signingKey: "k" }, { secrets: { k: ed25519.privateKey } }, "USAGE_BAD_VALUE"],
    ["a signing key that is none", { sign: true, signingKey: "k" }, { secrets: { k: key } }, "USAGE_KEY_INVALID"],
    [
      "an output on the signing key",
      { sign: true, signingKey: "/w/k", output: "/w/k" },
      { secrets: { "/w/k": ed25519.privateKey } },
      "USAGE_BAD_VALUE",
    ],
    ["a key that nothing uses", { keyFile: "k" }, { secrets: { k: key } }, "USAGE_BAD_VALUE"],
    ["a run id with a slash", { runId: "../x" }, {}, "USAGE_BAD_VALUE"],
    ["a run id of the environment", {}, { environment: { FIXOPS_RUN_ID: "a b" } }, "USAGE_BAD_VALUE"],
    ["an app id", { appId: "a/b" }, {}, "USAGE_BAD_VALUE"],
    ["an app name that is no text", { appName: "a\ud800" }, {}, "USAGE_BAD_VALUE"],
    ["a clock", { asOf: "yesterday" }, {}, "USAGE_BAD_VALUE"],
    ["an epoch", {}, { environment: { SOURCE_DATE_EPOCH: "1e9" } }, "USAGE_BAD_VALUE"],
    ["an overlay that is not there", { overlays: ["/w/none.yml"] }, {}, "USAGE_OVERLAY_NOT_FOUND"],
    [
      "an overlay of the environment",
      {},
      { environment: { FIXOPS_OVERLAY_PATH: "/w/none.yml" } },
      "USAGE_OVERLAY_NOT_FOUND",
    ],
    ["an evidence directory", {}, { readOnly: ["/w"] }, "IO_PERMISSION"],
    ["an output", { output: "/r/decision.json" }, { readOnly: ["/r"] }, "IO_PERMISSION"],
    ["an output among the evidence", { output: `${evidence}/decision.json` }, {}, "USAGE_BAD_VALUE"],
    ["an output that is an input", { output: "/w/scan.json" }, {}, "USAGE_BAD_VALUE"],
  ];
  test.each(cases)("%s", async (...row) => {
    const [, over, options, code] = row;
    const real = gateRuntime(options);
    const before = [...real.disk.keys()];
    let hasRead = false;
    const readInputs: Runtime["files"]["readInputs"] = (...given) => {
      hasRead = true;
      return real.files.readInputs(...given);
    };
    const runtime: Runtime = { ...real, files: { ...real.files, readInputs } };
    expect((await faultOfLater(() => runGate(gateRequest(over), runtime))).code).toBe(code);
    expect({ hasRead, events: real.events, disk: [...real.disk.keys()] }).toEqual({
      hasRead: false,
      events: [],
      disk: before,
    });
  });
});

describe("runGate() leaves no evidence of a run that failed:", () => {
  test.each<[string, FakeOptions, ErrorCode]>([
    ["an input that is broken", { files: { "/w/scan.json": '{"matches": [' } }, "INPUT_TRUNCATED"],
    ["a KEV pack that is damaged", { assets: { kev: () => ({ text: "x", sha256: "y" }) } }, "INTEGRITY_INTEL"],
  ])("%s", async (_, options, code) => {
    const runtime = gateRuntime(options);
    expect((await faultOfLater(() => runGate(gateRequest(), runtime))).code).toBe(code);
    expect([...runtime.disk.keys()].filter((path) => path.startsWith(evidence))).toEqual([]);
    expect(runtime.events).toEqual([]);
  });
});

describe("runGate() takes the run id", () => {
  test.each<[string, Partial<GateRequest>, FakeOptions, string]>([
    ["of the flag", { runId: "release-1" }, {}, "release-1"],
    ["of the environment", {}, { environment: { FIXOPS_RUN_ID: "release-2" } }, "release-2"],
    ["of the flag first", { runId: "release-1" }, { environment: { FIXOPS_RUN_ID: "release-2" } }, "release-1"],
  ])("%s", async (...row) => {
    const [, over, options, id] = row;
    expect((await runGate(gateRequest(over), gateRuntime(options))).decision.run_id).toBe(id);
  });
});

test("runGate() decides on inputs that are at hand", async () => {
  const runtime = gateRuntime();
  const inputs = ["sbom.json", "scan.json"].map((name) => inputOf(name, runtime.disk.get(`/w/${name}`) ?? ""));
  expect((await runGate(gateRequest({ inputs: [] }), runtime, () => inputs)).exitCode).toBe(0);
});
