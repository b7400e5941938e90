import { expect, test } from "bun:test";
import { gzipSync } from "fflate";
import type { SealEncoding } from "../../src/domain/bundle.ts";
import { age } from "../../src/doors/system/age.ts";
import { ageEncryption, type SealedDocument, type SealOptions, seal } from "../../src/evidence/seal.ts";
import { canOpen, type OpeningKeys, unseal } from "../../src/evidence/unseal.ts";
import { codeOfLater } from "../support/code-of.ts";
import { encryption, otherKey, plainDocument, sampleKey, sealing } from "../support/sample-run.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const text = JSON.stringify({ findings: Array.from({ length: 50 }, (_, index) => `finding ${index}`) });

function sealed(options: Omit<SealOptions, "maxBytes">, plain = text): Promise<SealedDocument> {
  return seal(plainDocument("fixops-demo-run-bundle.json", plain), sealing(options));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

test.each([
  ["plain", { compress: false }],
  ["gzip", { compress: true }],
  ["fernet", { compress: false, encryption }],
  ["gzip then fernet", { compress: true, encryption }],
])("unseal() undoes seal(): %s", async (_, options) => {
  const { bytes, record } = await sealed(options);
  expect(textOf(await unseal(bytes, record, { fernet: [otherKey, sampleKey] }))).toBe(text);
});

test("unseal() reads gzip of several megabytes to its exact end", async () => {
  const large = text.repeat(3000);
  const { bytes, record } = await sealed({ compress: true }, large);
  expect(await unseal(bytes, record)).toHaveLength(large.length);
  expect(await codeOfLater(() => unseal(joined(bytes.subarray(0, -8), bytes.subarray(-9)), record))).toBe(
    "INTEGRITY_DIGEST",
  );
});

test("unseal() finds every changed byte and every cut of a gzip file by itself", async () => {
  const { bytes, record } = await sealed({ compress: true });
  // XFL, OS and the padding bits of the last data byte say nothing; the manifest's digest of the file covers them.
  const silent = new Set([8, 9, bytes.length - 9]);
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x20;
    if (!silent.has(at))
      expect([at, await codeOfLater(() => unseal(changed, record))]).toEqual([at, "INTEGRITY_DIGEST"]);
    expect([at, await codeOfLater(() => unseal(bytes.subarray(0, at), record))]).toEqual([at, "INTEGRITY_DIGEST"]);
  }
});

test("unseal() refuses what zlib's own gzip reader would accept", async () => {
  const { bytes, record } = await sealed({ compress: true });
  const empty = gzipSync(new Uint8Array(), { mtime: 0 });
  const forms = [joined(bytes, empty), joined(empty, bytes), joined(bytes, new Uint8Array(5)), joined(bytes, bytes)];
  const codes = await Promise.all(forms.map((form) => codeOfLater(() => unseal(form, record))));
  expect(codes).toEqual(forms.map(() => "INTEGRITY_DIGEST"));
});

test("unseal() stops a bomb at the size that the manifest claims", async () => {
  const bomb = gzipSync(new Uint8Array(64 * 1024 * 1024), { mtime: 0, level: 9 });
  const record = { ...(await sealed({ compress: true })).record, bytes: 1000 };
  const before = process.memoryUsage.rss();
  expect(await codeOfLater(() => unseal(bomb, record))).toBe("INTEGRITY_DIGEST");
  expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 1024 * 1024);
});

test("unseal() needs the key, and the right one", async () => {
  const { bytes, record } = await sealed({ compress: false, encryption });
  const { key_id: _, ...unnamed } = record;
  expect(await codeOfLater(() => unseal(bytes, record))).toBe("USAGE_KEY_MISSING");
  expect(await codeOfLater(() => unseal(bytes, record, { fernet: [otherKey] }))).toBe("INTEGRITY_DECRYPTION");
  expect(await codeOfLater(() => unseal(bytes, unnamed, { fernet: [otherKey] }))).toBe("INTEGRITY_DECRYPTION");
});

test("unseal() compares size and digest of the plain bytes", async () => {
  const record = { name: "b", sha256: "00".repeat(32), bytes: 2, encoding: [] as readonly SealEncoding[] };
  expect(await codeOfLater(() => unseal(bytesOf("{}"), record))).toBe("INTEGRITY_DIGEST");
  expect(await codeOfLater(() => unseal(bytesOf("{ }"), record))).toBe("INTEGRITY_DIGEST");
});

test("unseal() opens what is sealed with age with the identity of any recipient, and with no other", async () => {
  const [ann, ben, eve] = await Promise.all([age.newIdentity(), age.newIdentity(), age.newIdentity()]);
  const recipients = [ann.recipient, ben.recipient];
  const { bytes, record } = await sealed({ compress: true, encryption: ageEncryption(recipients, age) });
  expect(record).toMatchObject({ encoding: ["gzip", "age"], recipients });
  const openAs = ({ identity }: typeof ann) =>
    unseal(bytes, record, { age: (sealedBytes) => age.decrypt(sealedBytes, [identity]) });
  expect(textOf(await openAs(ann))).toBe(text);
  expect(textOf(await openAs(ben))).toBe(text);
  expect(await codeOfLater(() => openAs(eve))).toBe("INTEGRITY_DECRYPTION");
  expect(await codeOfLater(() => unseal(bytes, record, { fernet: [sampleKey] }))).toBe("USAGE_KEY_MISSING");
});

const nobody = () => Promise.resolve(new Uint8Array());
test.each<[readonly SealEncoding[], OpeningKeys, boolean]>([
  [["gzip"], {}, true],
  [["gzip", "fernet"], {}, false],
  [["gzip", "fernet"], { fernet: [] }, false],
  [["gzip", "fernet"], { age: nobody }, false],
  [["gzip", "fernet"], { fernet: [sampleKey] }, true],
  [["age"], { fernet: [sampleKey] }, false],
  [["age"], { age: nobody }, true],
])("canOpen() a document that is %j, case %#", (encoding, keys, expected) => {
  expect(canOpen({ name: "b", sha256: "00".repeat(32), bytes: 1, encoding }, keys)).toBe(expected);
});
