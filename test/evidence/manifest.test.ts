import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import {
  type ManifestParts,
  makeManifest,
  manifestBytes,
  readManifest,
  runSubject,
} from "../../src/evidence/manifest.ts";
import { seal } from "../../src/evidence/seal.ts";
import { leafOf, rootOfSections } from "../../src/evidence/sections.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { bundleText } from "../support/bundle-text.ts";
import { codeOf } from "../support/code-of.ts";
import { ed25519 } from "../support/sample-keys.ts";
import { plainDocument, sampleBundle, sampleDecision, sealing, sealSample } from "../support/sample-run.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const { manifest, files } = await sealSample({ compress: true });
const written = manifestBytes(manifest);

test("makeManifest() lists files, sections and inputs by name with their digests", () => {
  const bundleBytes = files.get("fixops-demo-run-bundle.json.gz")!;
  expect(manifest.files.map((file) => file.name)).toEqual(["decision.json", "fixops-demo-run-bundle.json.gz"]);
  expect(manifest.files[1]).toEqual({
    name: "fixops-demo-run-bundle.json.gz",
    media_type: "application/gzip",
    bytes: bundleBytes.length,
    sha256: createHash("sha256").update(bundleBytes).digest("hex"),
  });
  expect(manifest.sections).toEqual([
    { name: "analytics", status: "not_evaluated" },
    { name: "crosswalk", status: "evaluated" },
    { name: "decision", status: "evaluated" },
  ]);
  expect(manifest.inputs).toEqual([{ name: "sbom.json", sha256: "ab".repeat(32), bytes: 12 }]);
});

test.each([
  ["2026-01-02T03:04:05Z", 2555, "2032-12-31T03:04:05Z"],
  ["2024-02-28T23:59:59Z", 1, "2024-02-29T23:59:59Z"],
  ["2026-03-28T12:00:00Z", 2, "2026-03-30T12:00:00Z"],
  ["2026-01-02T03:04:05.250Z", 1, "2026-01-03T03:04:05.250Z"],
])("makeManifest() keeps a run of %s for %d days until %s", async (asOf, retentionDays, until) => {
  const made = makeManifest({ ...(await partsOf(asOf)), retentionDays });
  expect(made.retention_until).toBe(until);
});

test("makeManifest() refuses a clock that is none", async () => {
  const parts = await partsOf("yesterday");
  expect(() => makeManifest({ ...parts, retentionDays: 1 })).toThrow(RangeError);
});

test("makeManifest() names the inputs document, the log key and the root over the sections", async () => {
  const parts = await partsOf("2026-01-02T03:04:05Z");
  const inputsDocument = await seal(plainDocument("fixops-demo-run-inputs.jsonl", "1\n"), sealing({ compress: true }));
  const logKey = new Uint8Array(32).fill(9);
  const made = makeManifest({ ...parts, inputsDocument, logKey, retentionDays: 1 });
  expect(made.inputs_document).toEqual(inputsDocument.record);
  expect(made.log_key).toBe(Buffer.from(logKey).toString("base64"));
  expect(made.sections_root).toBe(parts.sectionsRoot);
  expect(readManifest(manifestBytes(made))).toEqual(made);
  const without = makeManifest({ ...parts, retentionDays: 1 });
  expect(without).not.toHaveProperty("inputs_document");
  expect(without).not.toHaveProperty("log_key");
});

/** Parts of the sample run at a time. */
async function partsOf(asOf: string): Promise<Omit<ManifestParts, "retentionDays">> {
  const bundle = { ...sampleBundle, as_of: asOf };
  const text = bundleText(bundle);
  const sealed = await seal(plainDocument("fixops-demo-run-bundle.json", text.text), sealing({ compress: false }));
  const leaves = text.sections.map(([name, section]) => leafOf(bundle.salt, name, section));
  return { bundle, decision: sampleDecision, sectionsRoot: rootOfSections(leaves), sealed, files: [] };
}

test("manifest_sha256 is SHA-256 of the canonical manifest without it", () => {
  const { manifest_sha256: digest, ...rest } = manifest;
  expect(createHash("sha256").update(canonicalJson(rest)).digest("hex")).toBe(digest);
});

test("readManifest() reads back what was written", () => {
  expect(readManifest(written)).toEqual(manifest);
});

test("readManifest() refuses every single changed byte and every cut", () => {
  for (let at = 0; at < written.length; at++) {
    const changed = written.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect([at, codeOf(() => readManifest(changed))]).not.toEqual([at, "nothing thrown"]);
    expect([at, codeOf(() => readManifest(written.subarray(0, at)))]).not.toEqual([at, "nothing thrown"]);
  }
});

const text = textOf(written);
test.each([
  ["no line feed", text.trimEnd()],
  ["two line feeds", `${text}\n`],
  ["a byte-order mark", `\uFEFF${text}`],
  ["spaces", text.replace('"mode":', '"mode": ')],
  ["a repeated key", text.replace('{"app"', '{"app":{},"app"')],
  ["an escaped spelling", text.replace('"demo"', '"dem\\u006f"')],
  ["an unknown member", text.replace('{"app"', '{"aaa":1,"app"')],
  ["a recipient that is none", text.replace('"encoding":["gzip"]', '"encoding":["gzip"],"recipients":["age2x"]')],
  ["a log key that is too short", text.replace('"intel":', '"log_key":"AAAA","intel":')],
  ["a path as a file name", text.replaceAll("decision.json", "../decision.json")],
  ["another schema", text.replace("manifest/v1", "manifest/v2")],
  ["not JSON", "<manifest/>"],
  ["null", "null\n"],
  ["a bomb", "[".repeat(100_000)],
])("readManifest() refuses %s as INTEGRITY_MANIFEST", (_, changed) => {
  expect(codeOf(() => readManifest(bytesOf(changed)))).toBe("INTEGRITY_MANIFEST");
});

test("readManifest() tells another content by its own digest", () => {
  expect(codeOf(() => readManifest(bytesOf(text.replace('"NO-GO"', '"GO"'))))).toBe("INTEGRITY_DIGEST");
});

test("runSubject() names the two documents and the plain bundle", () => {
  expect(runSubject(manifest, files)).toEqual({
    "decision.json": createHash("sha256").update(files.get("decision.json")!).digest("hex"),
    "manifest.json": createHash("sha256").update(written).digest("hex"),
    bundle: manifest.bundle.sha256,
  });
});

test("runSubject() names each signature when there is one", async () => {
  const signed = await sealSample({ compress: true }, { signer: ed25519.signer });
  expect(signed.manifest.signed_by).toEqual({ algorithm: "ed25519", key_id: ed25519.publicKey.keyId });
  const names = ["manifest.json.sigstore.json", "manifest.json.vsa.sigstore.json", "manifest.json.sig"];
  const digests = names.map((name) => [
    name,
    createHash("sha256")
      .update(signed.files.get(name) ?? "")
      .digest("hex"),
  ]);
  expect(runSubject(signed.manifest, signed.files)).toMatchObject(Object.fromEntries(digests));
});
