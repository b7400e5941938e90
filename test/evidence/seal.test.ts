import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { encodingOf, keyIdOf, seal } from "../../src/evidence/seal.ts";
import { fernetDecrypt } from "../../src/standards/fernet.ts";
import { encryption, otherKey, sampleKey } from "../support/sample-run.ts";
import { textOf } from "../support/workspace.ts";

const bundle = { mode: "demo", text: '{"a":"é"}' };
const plainDigest = createHash("sha256").update(bundle.text).digest("hex");

test("seal() without options keeps the plain bytes", () => {
  const sealed = seal(bundle, { compress: false });
  expect(textOf(sealed.bytes)).toBe(bundle.text);
  expect(sealed).toMatchObject({
    name: "fixops-demo-run-bundle.json",
    encoding: [],
    plainSha256: plainDigest,
    plainBytes: 10,
  });
  expect(sealed.keyId).toBeUndefined();
});

test("seal() compresses to one gzip member without a clock in it", () => {
  const sealed = seal(bundle, { compress: true });
  expect([...sealed.bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  expect(textOf(gunzipSync(sealed.bytes))).toBe(bundle.text);
  expect(sealed.plainSha256).toBe(plainDigest);
});

test("seal() encrypts what it compressed", () => {
  const sealed = seal(bundle, { compress: true, encrypt: encryption });
  expect(sealed.encoding).toEqual(["gzip", "fernet"]);
  const packed = fernetDecrypt(textOf(sealed.bytes), sampleKey);
  expect(textOf(gunzipSync(packed))).toBe(bundle.text);
  expect(sealed.keyId).toBe(keyIdOf(sampleKey));
});

test("seal() gives the same bytes twice", () => {
  const twice = [1, 2].map(() => seal(bundle, { compress: true, encrypt: encryption }).bytes);
  expect(twice[0]).toEqual(twice[1]!);
});

test("seal() of a bundle above the size rule is read by zlib and is smaller", () => {
  const text = JSON.stringify(Array.from({ length: 160_000 }, (_, index) => `finding ${index} in file ${index % 97}`));
  expect(text.length).toBeGreaterThan(4 * 1024 * 1024);
  const sealed = seal({ mode: "demo", text }, { compress: true });
  // RFC 1952 §2.3.1: XFL 4 says that the fastest algorithm was used.
  expect(sealed.bytes[8]).toBe(4);
  expect(gunzipSync(sealed.bytes).equals(Buffer.from(text))).toBe(true);
  expect(sealed.bytes.length).toBeLessThan(text.length / 3);
});

test("keyIdOf() is the start of SHA-256 over the key bytes", () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => index);
  expect(keyIdOf(sampleKey)).toBe(createHash("sha256").update(bytes).digest("hex").slice(0, 16));
  expect(keyIdOf(otherKey)).not.toBe(keyIdOf(sampleKey));
});

test("encodingOf() names the steps in their order", () => {
  expect(encodingOf({ compress: true, encrypt: encryption })).toEqual(["gzip", "fernet"]);
  expect(encodingOf({ compress: false })).toEqual([]);
});
