import { expect, test } from "bun:test";
import type { AuditLine } from "../../src/domain/bundle.ts";
import { firstPrev } from "../../src/evidence/audit.ts";
import type { Check } from "../../src/evidence/check.ts";
import { manifestBytes, runSubject } from "../../src/evidence/manifest.ts";
import { type RunLines, runLines } from "../../src/evidence/run-lines.ts";
import { checkPlace, strangeEntries, type VerifyMeans, verifyRun } from "../../src/evidence/verify.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { ed25519, p256, stranger } from "../support/sample-keys.ts";
import { encryption, otherKey, sampleBundle, sampleDecision, sampleKey, sealSample } from "../support/sample-run.ts";
import { bytesOf } from "../support/workspace.ts";

/** The runs of a log with these lines; nothing here looks at their leaves. */
function logOf(...lines: readonly AuditLine[]): RunLines {
  return runLines(lines.map((one) => ({ seq: one.seq, leaf: "00".repeat(32), line: one })));
}

const sample = await sealSample({ compress: true });
const encrypted = await sealSample({ compress: true, encryption });
const signed = await sealSample({ compress: true }, { signer: ed25519.signer });
const ecdsaSigned = await sealSample({ compress: true }, { signer: p256.signer });
const line: AuditLine = {
  v: 1,
  seq: 0,
  prev: firstPrev,
  ts: sampleDecision.as_of,
  event: "decision.made",
  run: sampleDecision.run_id,
  subject: runSubject(sample.manifest, sample.files),
};

async function failures(files: ReadonlyMap<string, Uint8Array>, means: VerifyMeans = {}): Promise<readonly string[]> {
  return (await verifyRun(files, means)).flatMap((check: Check) =>
    check.status === "fail" ? [`${check.what} ${check.code}`] : [],
  );
}

function changed(name: string, bytes: Uint8Array | undefined): Map<string, Uint8Array> {
  const files = new Map(sample.files);
  if (bytes === undefined) files.delete(name);
  else files.set(name, bytes);
  return files;
}

test("verifyRun() passes a sealed run with its log", async () => {
  const checks = await verifyRun(sample.files, { log: logOf(line) });
  expect(checks.map((check) => `${check.status} ${check.what} < ${check.against}`)).toEqual([
    "pass manifest < itself",
    "pass file decision.json < manifest.json",
    "pass file fixops-demo-run-bundle.json.gz < manifest.json",
    "pass file list < manifest.json",
    "pass unlisted files < manifest.json",
    "pass decision < manifest.json",
    "pass bundle < manifest.json",
    "pass bundle content < manifest.json",
    "pass bundle sections < manifest.json",
    "pass bundle decision < decision.json",
    "pass audit log < audit.jsonl",
    "pass retention < manifest.json",
  ]);
});

test("verifyRun() opens an encrypted run with its key, and says what it cannot know without", async () => {
  expect(
    (await verifyRun(encrypted.files, { fernet: [otherKey, sampleKey] })).map((check) => check.status),
  ).not.toContain("fail");
  const unknown = (await verifyRun(encrypted.files)).filter((check) => check.status === "unknown");
  expect(unknown.map((check) => check.what)).toEqual(["bundle", "audit log"]);
  expect(await failures(encrypted.files, { fernet: [otherKey] })).toEqual(["bundle INTEGRITY_DECRYPTION"]);
});

test.each([
  ["plain", await sealSample({ compress: false }), {}],
  ["compressed", sample, {}],
  ["encrypted, without the key", encrypted, {}],
  ["encrypted, with the key", encrypted, { fernet: [otherKey, sampleKey] }],
  ["signed with Ed25519", signed, { publicKeys: [ed25519.publicKey] }],
  ["signed with ECDSA", ecdsaSigned, { publicKeys: [p256.publicKey] }],
  [
    "signed, without the key, with the log",
    signed,
    { log: logOf({ ...line, subject: runSubject(signed.manifest, signed.files) }) },
  ],
])("verifyRun() fails for every changed byte of every file: %s", async (_, run, means) => {
  for (const [name, bytes] of run.files) {
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect([name, at, (await failures(new Map(run.files).set(name, flipped), means)).length > 0]).toEqual([
        name,
        at,
        true,
      ]);
    }
  }
});

test.each([
  ["a missing manifest", changed("manifest.json", undefined), ["manifest INTEGRITY_MANIFEST"]],
  ["a missing decision", changed("decision.json", undefined), ["file decision.json INTEGRITY_MANIFEST"]],
  ["an extra file", changed("notes.txt", bytesOf("hi")), ["unlisted files INTEGRITY_MANIFEST"]],
  [
    "a longer bundle",
    changed(
      "fixops-demo-run-bundle.json.gz",
      new Uint8Array([...sample.files.get("fixops-demo-run-bundle.json.gz")!, 0]),
    ),
    ["file fixops-demo-run-bundle.json.gz INTEGRITY_DIGEST", "bundle INTEGRITY_DIGEST"],
  ],
])("verifyRun() names %s", async (_, files, expected) => {
  expect(await failures(files)).toEqual(expected);
});

test.each([
  [
    "verdict",
    { decision: { ...sampleDecision, exit_code: 0 as const } },
    ["decision INTEGRITY_MANIFEST", "bundle decision INTEGRITY_DIGEST"],
  ],
  ["decision section", { bundle: { ...sampleBundle, sections: {} } }, ["bundle decision INTEGRITY_DIGEST"]],
  [
    "run",
    { decision: { ...sampleDecision, run_id: "other" } },
    ["decision INTEGRITY_MANIFEST", "bundle decision INTEGRITY_DIGEST"],
  ],
])("verifyRun() finds documents that were sealed together and disagree: %s", async (_, parts, expected) => {
  const { files } = await sealSample({ compress: true }, parts);
  expect(await failures(files)).toEqual(expected);
});

test("verifyRun() finds a manifest that was made anew around another bundle", async () => {
  const other = await sealSample({ compress: true }, { bundle: { ...sampleBundle, mode: "enterprise" } });
  const sealed = other.files.get("fixops-enterprise-run-bundle.json.gz")!;
  expect(await failures(changed("fixops-demo-run-bundle.json.gz", sealed))).toContain("bundle INTEGRITY_DIGEST");
});

test("verifyRun() refuses a manifest without the decision in its list", async () => {
  const { manifest_sha256: _, ...rest } = { ...sample.manifest, files: sample.manifest.files.slice(1) };
  const digest = new Bun.CryptoHasher("sha256").update(canonicalJson(rest)).digest("hex");
  const files = changed("manifest.json", manifestBytes({ ...rest, manifest_sha256: digest }));
  expect(await failures(files)).toEqual(["file list INTEGRITY_MANIFEST", "unlisted files INTEGRITY_MANIFEST"]);
});

test.each([
  ["no line", []],
  ["another run", [{ ...line, run: "other" }]],
  ["another event", [{ ...line, event: "decision.read" }]],
  ["another digest", [{ ...line, subject: { ...line.subject, "manifest.json": "00".repeat(32) } }]],
  [
    "no digest",
    [{ v: 1, seq: 0, prev: firstPrev, ts: line.ts, event: line.event, run: sampleDecision.run_id } as const],
  ],
])("verifyRun() fails for a log with %s", async (_, log) => {
  expect(await failures(sample.files, { log: logOf(...log) })).toEqual(["audit log INTEGRITY_LOG"]);
});

test("verifyRun() passes a signed run under its key, and says that nothing is known without", async () => {
  const means = { publicKeys: [stranger.publicKey, ed25519.publicKey] };
  const checks = (await verifyRun(signed.files, means)).map((check) => `${check.status} ${check.what}`);
  expect(checks).toContain("pass signature");
  expect(checks).toContain("pass statement");
  const without = (await verifyRun(signed.files)).find((check) => check.what === "signature");
  expect(without?.status).toBe("unknown");
  expect(await failures(signed.files)).toEqual([]);
});

test("verifyRun() fails for a signature of another key, a missing one, and one that nobody promised", async () => {
  const name = "manifest.json.sigstore.json";
  expect(await failures(signed.files, { publicKeys: [stranger.publicKey] })).toEqual([
    "signature INTEGRITY_SIGNATURE",
    "signature INTEGRITY_SIGNATURE",
  ]);
  const stripped = new Map(signed.files);
  stripped.delete(name);
  expect(await failures(stripped)).toEqual(["signature INTEGRITY_SIGNATURE"]);
  expect(await failures(sample.files, { publicKeys: [ed25519.publicKey] })).toEqual(["signature INTEGRITY_SIGNATURE"]);
  const added = new Map(sample.files).set(name, signed.files.get(name) ?? new Uint8Array());
  expect(await failures(added)).toEqual(["unlisted files INTEGRITY_MANIFEST"]);
});

test("verifyRun() fails for the signature of another run of the same key", async () => {
  const name = "manifest.json.sigstore.json";
  const other = await sealSample({ compress: false }, { signer: ed25519.signer });
  const swapped = new Map(signed.files).set(name, other.files.get(name) ?? new Uint8Array());
  expect(await failures(swapped, { publicKeys: [ed25519.publicKey] })).toEqual(["statement INTEGRITY_SIGNATURE"]);
});

test("strangeEntries() fails for what is no file of a sane size, and says nothing when there is none", () => {
  expect(strangeEntries([])).toEqual([]);
  expect(strangeEntries(["socket"])).toMatchObject([{ what: "entries", status: "fail", code: "INTEGRITY_MANIFEST" }]);
});

test.each([
  ["where it belongs", { mode: "demo", run: sampleDecision.run_id }, "pass"],
  ["under another id", { mode: "demo", run: "other" }, "fail"],
  ["under another mode", { mode: "enterprise", run: sampleDecision.run_id }, "fail"],
])("checkPlace() of a run %s", (_, place, status) => {
  expect(checkPlace(sample.manifest, place)).toMatchObject({ what: "place", status: status as "pass" });
});
