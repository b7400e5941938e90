import { describe, expect, test } from "bun:test";
import { age } from "../../src/doors/system/age.ts";
import { readManifest } from "../../src/evidence/manifest.ts";
import { ageEncryption } from "../../src/evidence/seal.ts";
import { verifyRun } from "../../src/evidence/verify.ts";
import { type Facts, judge } from "../../src/pipeline/judge.ts";
import { type Sealing, sealInputs, sealRun, signatures } from "../../src/pipeline/seal-run.ts";
import { codeOfLater } from "../support/code-of.ts";
import { overlayOf } from "../support/facts.ts";
import { smallFacts, smallSbom, smallScan } from "../support/reports.ts";
import { ed25519, p256 } from "../support/sample-keys.ts";
import { encryption, sampleDecision, sampleKey, sealing } from "../support/sample-run.ts";

const facts = smallFacts([smallSbom, smallScan({ "CVE-2021-0001": "High" })]);

async function sealed(over: Partial<Sealing> = {}, about: Facts = facts) {
  const how = { seal: sealing({ compress: true }), ...over };
  const inputsDocument = await sealInputs(about, how.seal);
  return sealRun(about, judge(about), { ...how, ...(inputsDocument && { inputsDocument }) });
}

const names = (files: readonly { readonly name: string }[]): readonly string[] => files.map(({ name }) => name);

const asMap = (files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) =>
  new Map(files.map(({ name, bytes }) => [name, bytes]));

describe("sealRun() writes", () => {
  test("bundle, inputs, decision, and last the manifest", async () => {
    const { files, publicKeys } = await sealed();
    expect(names(files)).toEqual([
      "fixops-demo-run-bundle.json.gz",
      "fixops-demo-run-inputs.jsonl.gz",
      "decision.json",
      "manifest.json",
    ]);
    expect(publicKeys).toEqual([]);
  });

  test("three signatures before the manifest, when it is signed", async () => {
    const { files, publicKeys, manifest } = await sealed({ signer: ed25519.signer });
    expect(names(files).slice(3)).toEqual([
      "manifest.json.sigstore.json",
      "manifest.json.vsa.sigstore.json",
      "manifest.json.sig",
      "manifest.json",
    ]);
    expect(publicKeys.map(({ keyId }) => keyId)).toEqual([ed25519.publicKey.keyId]);
    expect(manifest.signed_by?.key_id).toBe(ed25519.publicKey.keyId);
  });

  test("the key of the log into the manifest", async () => {
    const logKey = new Uint8Array(32).fill(7);
    expect((await sealed({ logKey })).manifest.log_key).toBe(logKey.toBase64());
    expect((await sealed()).manifest).not.toHaveProperty("log_key");
  });

  test("no inputs when the overlay does not keep them", async () => {
    const overlay = overlayOf("evidence: { keep_inputs: false }");
    const { files, manifest } = await sealed({}, { ...facts, overlay });
    expect(names(files)).toEqual(["fixops-demo-run-bundle.json.gz", "decision.json", "manifest.json"]);
    expect(manifest).not.toHaveProperty("inputs_document");
  });

  test("the sections that the overlay asks for, and those that prove something", async () => {
    const overlay = overlayOf("evidence: { include_sections: [waivers], retention_days: 30 }");
    const { manifest } = await sealed({}, { ...facts, overlay });
    expect(manifest.sections.map(({ name }) => name)).toEqual(["decision", "inputs", "overlay", "waivers"]);
    expect([manifest.retention_days, manifest.retention_until]).toEqual([30, "2026-09-24T12:00:00Z"]);
  });

  test("the same bytes twice, and tells of its steps", async () => {
    const told: string[] = [];
    const [first, second] = [await sealed(), await sealed({ onStep: (step) => void told.push(step) })];
    expect(second.files).toEqual(first.files);
    expect(told).toEqual(["write", "seal"]);
  });
});

describe("what sealRun() writes verifies", () => {
  const reader = age.newIdentity();
  test.each<[string, Partial<Sealing>]>([
    ["plain", { seal: sealing({ compress: false }) }],
    ["compressed", {}],
    ["encrypted", { seal: sealing({ compress: true, encryption }) }],
    ["signed with Ed25519", { signer: ed25519.signer }],
    ["signed with ECDSA", { signer: p256.signer }],
  ])("%s", async (_, over) => {
    const { files, manifest, publicKeys } = await sealed(over);
    const checks = await verifyRun(asMap(files), { fernet: [sampleKey], publicKeys });
    expect(checks.filter(({ status }) => status !== "pass").map(({ what }) => what)).toEqual(["audit log"]);
    expect(readManifest(asMap(files).get("manifest.json") ?? new Uint8Array())).toEqual(manifest);
  });

  test("for a recipient of age, and not a word of it is plain", async () => {
    const { identity, recipient } = await reader;
    const seal = sealing({ compress: false, encryption: ageEncryption([recipient], age) });
    const { files, manifest } = await sealed({ seal });
    expect([manifest.bundle.recipients, manifest.inputs_document?.recipients]).toEqual([[recipient], [recipient]]);
    const checks = await verifyRun(asMap(files), { age: (bytes) => age.decrypt(bytes, [identity]) });
    expect(checks.filter(({ status }) => status !== "pass").map(({ what }) => what)).toEqual(["audit log"]);
    for (const { name, bytes } of files) {
      if (name.endsWith(".age")) expect(Buffer.from(bytes).includes("lodash")).toBe(false);
    }
  });
});

test("sealRun() ends with an error when a sealed file is larger than the overlay allows", async () => {
  const seal = { compress: true, maxBytes: 1024 };
  expect(await codeOfLater(() => sealed({ seal }))).toBe("USAGE_BAD_VALUE");
});

test("signatures() are over the bytes of the manifest that they are given", async () => {
  const { manifest, files } = await sealed({ signer: ed25519.signer });
  const map = asMap(files);
  const bytes = map.get("manifest.json") ?? new Uint8Array();
  const decision = JSON.parse(Buffer.from(map.get("decision.json") ?? []).toString());
  for (const { name, bytes: made } of signatures(manifest, bytes, { decision, signer: ed25519.signer })) {
    expect([name, made]).toEqual([name, map.get(name) ?? new Uint8Array()]);
  }
  const others = signatures(manifest, new Uint8Array(), { decision: sampleDecision, signer: ed25519.signer });
  for (const { name, bytes: made } of others) expect(made).not.toEqual(map.get(name) ?? new Uint8Array());
});
