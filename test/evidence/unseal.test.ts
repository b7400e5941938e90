import { expect, test } from "bun:test";
import { gzipSync } from "fflate";
import type { BundleEncoding } from "../../src/domain/bundle.ts";
import { seal } from "../../src/evidence/seal.ts";
import { unseal } from "../../src/evidence/unseal.ts";
import { codeOf } from "../support/code-of.ts";
import { encryption, otherKey, sampleKey } from "../support/sample-run.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const text = JSON.stringify({ findings: Array.from({ length: 50 }, (_, index) => `finding ${index}`) });

function sealed(options: { compress: boolean; encrypt?: typeof encryption }) {
  const { bytes, name, plainSha256, plainBytes, encoding, keyId } = seal({ mode: "demo", text }, options);
  const record = {
    name,
    sha256: plainSha256,
    bytes: plainBytes,
    encoding,
    ...(keyId !== undefined && { key_id: keyId }),
  };
  return { bytes, record };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

test.each([
  ["plain", { compress: false }],
  ["gzip", { compress: true }],
  ["fernet", { compress: false, encrypt: encryption }],
  ["gzip then fernet", { compress: true, encrypt: encryption }],
])("unseal() undoes seal(): %s", (_, options) => {
  const { bytes, record } = sealed(options);
  expect(textOf(unseal(bytes, record, sampleKey))).toBe(text);
});

test("unseal() reads gzip of several megabytes to its exact end", () => {
  const large = text.repeat(3000);
  const { bytes, name, plainSha256, plainBytes, encoding } = seal({ mode: "demo", text: large }, { compress: true });
  const record = { name, sha256: plainSha256, bytes: plainBytes, encoding };
  expect(unseal(bytes, record)).toHaveLength(large.length);
  expect(codeOf(() => unseal(joined(bytes.subarray(0, -8), bytes.subarray(-9)), record))).toBe("INTEGRITY_DIGEST");
});

test("unseal() finds every changed byte and every cut of a gzip file by itself", () => {
  const { bytes, record } = sealed({ compress: true });
  // XFL, OS and the padding bits of the last data byte say nothing; the manifest's digest of the file covers them.
  const silent = new Set([8, 9, bytes.length - 9]);
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x20;
    if (!silent.has(at)) expect([at, codeOf(() => unseal(changed, record))]).toEqual([at, "INTEGRITY_DIGEST"]);
    expect([at, codeOf(() => unseal(bytes.subarray(0, at), record))]).toEqual([at, "INTEGRITY_DIGEST"]);
  }
});

test("unseal() refuses what zlib's own gzip reader would accept", () => {
  const { bytes, record } = sealed({ compress: true });
  const empty = gzipSync(new Uint8Array(), { mtime: 0 });
  const forms = [joined(bytes, empty), joined(empty, bytes), joined(bytes, new Uint8Array(5)), joined(bytes, bytes)];
  expect(forms.map((form) => codeOf(() => unseal(form, record)))).toEqual(forms.map(() => "INTEGRITY_DIGEST"));
});

test("unseal() stops a bomb at the size that the manifest claims", () => {
  const bomb = gzipSync(new Uint8Array(64 * 1024 * 1024), { mtime: 0, level: 9 });
  const record = { ...sealed({ compress: true }).record, bytes: 1000 };
  const before = process.memoryUsage.rss();
  expect(codeOf(() => unseal(bomb, record))).toBe("INTEGRITY_DIGEST");
  expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 1024 * 1024);
});

test("unseal() needs the key, and the right one", () => {
  const { bytes, record } = sealed({ compress: false, encrypt: encryption });
  const { key_id: _, ...unnamed } = record;
  expect(codeOf(() => unseal(bytes, record))).toBe("USAGE_KEY_MISSING");
  expect(codeOf(() => unseal(bytes, record, otherKey))).toBe("INTEGRITY_DECRYPTION");
  expect(codeOf(() => unseal(bytes, unnamed, otherKey))).toBe("INTEGRITY_DECRYPTION");
});

test("unseal() compares size and digest of the plain bytes", () => {
  const record = { name: "b", sha256: "00".repeat(32), bytes: 2, encoding: [] as readonly BundleEncoding[] };
  expect(codeOf(() => unseal(bytesOf("{}"), record))).toBe("INTEGRITY_DIGEST");
  expect(codeOf(() => unseal(bytesOf("{ }"), record))).toBe("INTEGRITY_DIGEST");
});
