import { expect, test } from "bun:test";
import { signer } from "../../src/doors/system/signer.ts";
import { deriveLogKey, hkdfSha256, parseLogKey } from "../../src/standards/log-key.ts";
import { publicKeyOfRaw } from "../../src/standards/raw-key.ts";
import { ed25519, p256, stranger } from "../support/sample-keys.ts";

// RFC 8410 §10.3. The log keys below were derived with Python's cryptography.
const rfcPrivate = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
`;

test.each([
  ["Ed25519 of RFC 8410", rfcPrivate, "51cc9325e660a4d7edc4b81cbb2ed28e6daf81a81469a252d980ac8b986356f1"],
  ["Ed25519 of 32 ones", ed25519.privateKey, "a88671249a47d7b9a0feb49ea88440700ee994fcfb2c66e0f91371b1fd943d77"],
  ["P-256", p256.privateKey, "1a055d536409a22559fff01e7da7e0a7b9e13be8a88fc635014df9f6bd170f3e"],
])("deriveLogKey() of %s", (_, pem, publicKey) => {
  expect(deriveLogKey(pem).publicKey.toHex()).toBe(publicKey);
});

test("deriveLogKey() gives a key that signs, and that is not the signing key", () => {
  const { publicKey, pem } = deriveLogKey(ed25519.privateKey);
  const message = new TextEncoder().encode("checkpoint");
  const key = publicKeyOfRaw("ed25519", publicKey);
  expect(key.verify(message, signer({ privateKey: pem }).sign(message))).toBe(true);
  expect(key.keyId).not.toBe(ed25519.publicKey.keyId);
  expect(deriveLogKey(stranger.privateKey).publicKey).not.toEqual(publicKey);
});

test("parseLogKey() reads an Ed25519 key as it is", () => {
  expect(parseLogKey(deriveLogKey(p256.privateKey).pem)).toEqual(deriveLogKey(p256.privateKey));
  expect(publicKeyOfRaw("ed25519", parseLogKey(ed25519.privateKey).publicKey).keyId).toBe(ed25519.publicKey.keyId);
});

test("parseLogKey() refuses another algorithm, and what is no private key", () => {
  expect(() => parseLogKey(p256.privateKey)).toThrow(RangeError);
  expect(() => parseLogKey(ed25519.publicKey.pem)).toThrow(SyntaxError);
  expect(() => parseLogKey("")).toThrow(SyntaxError);
});

// RFC 5869 appendix A.1 and A.3.
test.each([
  [
    "000102030405060708090a0b0c",
    "f0f1f2f3f4f5f6f7f8f9",
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  ],
  ["", "", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"],
])("hkdfSha256() with the salt %j and the context %j", (salt, context, okm) => {
  const ikm = new Uint8Array(22).fill(0x0b);
  expect(hkdfSha256(ikm, Uint8Array.fromHex(salt), Uint8Array.fromHex(context), 42).toHex()).toBe(okm);
});
