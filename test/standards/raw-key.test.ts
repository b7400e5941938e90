import { expect, test } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { makePrivateKey, publicKeyOfPrivate } from "../../src/standards/private-key.ts";
import { publicKeyOfRaw, rawPrivateKey, rawPublicKey } from "../../src/standards/raw-key.ts";
import { parsePublicKey } from "../../src/standards/signature.ts";

// RFC 8410 §10.3 and §10.1.
const privateKey = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
`;
const publicKey = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
`;

test("rawPublicKey() and rawPrivateKey() give the bytes of the example of RFC 8410", () => {
  expect(rawPublicKey(parsePublicKey(publicKey)).toHex()).toBe(
    "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1",
  );
  expect(rawPrivateKey(privateKey).toHex()).toBe("d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842");
});

test.each(["ed25519", "ecdsa-p256"] as const)("publicKeyOfRaw() undoes rawPublicKey() of %s", (algorithm) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
      const key = publicKeyOfPrivate(makePrivateKey(algorithm, (length) => bytes.subarray(0, length)));
      expect(publicKeyOfRaw(algorithm, rawPublicKey(key)).keyId).toBe(key.keyId);
    }),
    { numRuns: 30 },
  );
});

test("rawPrivateKey() keeps the zeros before a small scalar of P-256", () => {
  expect(rawPrivateKey(makePrivateKey("ecdsa-p256", (length) => new Uint8Array(length))).toHex()).toBe(
    `${"00".repeat(31)}01`,
  );
});

test.each([
  ["ed25519", 31],
  ["ed25519", 33],
  ["ed25519", 64],
  ["ecdsa-p256", 63],
  ["ecdsa-p256", 65],
  ["ecdsa-p256", 0],
] as const)("publicKeyOfRaw() refuses %s of %i bytes", (algorithm, length) => {
  expect(() => publicKeyOfRaw(algorithm, new Uint8Array(length).fill(9))).toThrow(SyntaxError);
});

test("publicKeyOfRaw() refuses a point that is not on the curve", () => {
  expect(() => publicKeyOfRaw("ecdsa-p256", new Uint8Array(64).fill(9))).toThrow(SyntaxError);
});

test("rawPrivateKey() refuses other keys, and what is none", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  expect(() => rawPrivateKey(String(rsa.export({ type: "pkcs8", format: "pem" })))).toThrow(RangeError);
  expect(() => rawPrivateKey(publicKey)).toThrow(SyntaxError);
});
