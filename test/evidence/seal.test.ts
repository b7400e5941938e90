import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { portableGzip } from "../../src/evidence/gzip.ts";
import { ageEncryption, keyIdOf, type SealedDocument, type SealOptions, seal } from "../../src/evidence/seal.ts";
import { fernetDecrypt } from "../../src/standards/fernet.ts";
import { codeOfLater } from "../support/code-of.ts";
import { encryption, otherKey, plainDocument, sampleKey, sealing } from "../support/sample-run.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const text = '{"a":"é"}';
const name = "fixops-demo-run-bundle.json";
const plainDigest = createHash("sha256").update(text).digest("hex");
const recipients = ["age1qqqq", "age1pppp"];

/** Whoever is asked to encrypt for: the recipients and the bytes, in the open. */
const openAge = ageEncryption(recipients, {
  encrypt: (bytes, given) => Promise.resolve(new Uint8Array([...bytesOf(given.join()), ...bytes])),
});

function sealed(options: Omit<SealOptions, "maxBytes">): Promise<SealedDocument> {
  return seal(plainDocument(name, text), sealing(options));
}

test("seal() without options keeps the plain bytes", async () => {
  const { bytes, ...rest } = await sealed({ compress: false });
  expect(textOf(bytes)).toBe(text);
  expect(rest).toEqual({
    name,
    mediaType: "application/json",
    record: { name, sha256: plainDigest, bytes: 10, encoding: [] },
  });
});

test("seal() compresses to one gzip member without a clock in it", async () => {
  const { bytes, mediaType, record } = await sealed({ compress: true });
  expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  expect(textOf(gunzipSync(bytes))).toBe(text);
  expect([record.sha256, mediaType]).toEqual([plainDigest, "application/gzip"]);
});

test("seal() encrypts what it compressed", async () => {
  const { bytes, mediaType, record } = await sealed({ compress: true, encryption });
  const packed = fernetDecrypt(textOf(bytes), sampleKey);
  expect(textOf(gunzipSync(packed))).toBe(text);
  expect(mediaType).toBe("application/octet-stream");
  expect(record).toEqual({
    name: `${name}.gz.enc`,
    sha256: plainDigest,
    bytes: 10,
    encoding: ["gzip", "fernet"],
    key_id: keyIdOf(sampleKey),
  });
});

test("seal() records for whom it encrypted with age", async () => {
  const { bytes, record } = await sealed({ compress: false, encryption: openAge });
  expect(textOf(bytes)).toBe(`${recipients.join()}${text}`);
  expect(record).toEqual({ name: `${name}.age`, sha256: plainDigest, bytes: 10, encoding: ["age"], recipients });
});

test("seal() gives the same bytes twice", async () => {
  const options = { compress: true, encryption };
  expect((await sealed(options)).bytes).toEqual((await sealed(options)).bytes);
});

test("seal() takes a document in pieces, and digests and packs all of them", async () => {
  const pieces = [bytesOf("[1,"), new Uint8Array(), bytesOf("2]")];
  const { bytes, record } = await seal({ ...plainDocument(name, ""), pieces }, sealing({ compress: true }));
  expect(textOf(gunzipSync(bytes))).toBe("[1,2]");
  expect(record).toMatchObject({ bytes: 5, sha256: createHash("sha256").update("[1,2]").digest("hex") });
});

test("seal() of a bundle above the size rule is read by zlib and is smaller", async () => {
  const large = JSON.stringify(Array.from({ length: 160_000 }, (_, index) => `finding ${index} in file ${index % 97}`));
  expect(large.length).toBeGreaterThan(4 * 1024 * 1024);
  const { bytes } = await seal(
    { ...plainDocument(name, large), compression: portableGzip() },
    sealing({ compress: true }),
  );
  // RFC 1952 §2.3.1: XFL 4 says that the fastest algorithm was used.
  expect(bytes[8]).toBe(4);
  expect(gunzipSync(bytes).equals(Buffer.from(large))).toBe(true);
  expect(bytes.length).toBeLessThan(large.length / 3);
});

test.each<[string, Omit<SealOptions, "maxBytes">, number, string]>([
  ["of the sealed size, plain", { compress: false }, 10, "nothing thrown"],
  ["of a byte less, plain", { compress: false }, 9, "USAGE_BAD_VALUE"],
  [
    "of a byte less, in Fernet, which is larger than what it holds",
    { compress: false, encryption },
    99,
    "USAGE_BAD_VALUE",
  ],
  ["of the sealed size, in Fernet", { compress: false, encryption }, 100, "nothing thrown"],
  ["that age does not mind", { compress: false, encryption: openAge }, 1, "nothing thrown"],
])("seal() under a limit %s", async (_, options, maxBytes, code) => {
  expect(await codeOfLater(() => seal(plainDocument(name, text), { ...options, maxBytes }))).toBe(code);
});

test("keyIdOf() is the start of SHA-256 over the key bytes", () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => index);
  expect(keyIdOf(sampleKey)).toBe(createHash("sha256").update(bytes).digest("hex").slice(0, 16));
  expect(keyIdOf(otherKey)).not.toBe(keyIdOf(sampleKey));
});
