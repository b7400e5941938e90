import { describe, expect, test } from "bun:test";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { makePrivateKey, publicKeyOfPrivate } from "../../src/standards/private-key.ts";

// RFC 8410 §10.3 and §10.1: a private key and its public half.
const rfcPrivate = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
`;
const rfcPublic = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
`;

test("publicKeyOfPrivate() gives the public half of the example of RFC 8410", () => {
  expect(publicKeyOfPrivate(rfcPrivate).pem).toBe(rfcPublic);
});

test("makePrivateKey() takes an Ed25519 seed as it is", () => {
  const seed = Uint8Array.fromHex("d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842");
  expect(makePrivateKey("ed25519", () => seed)).toBe(rfcPrivate);
});

describe.each(["ed25519", "ecdsa-p256"] as const)("makePrivateKey() of %s", (algorithm) => {
  const seed = fc.uint8Array({ minLength: 40, maxLength: 40 });

  test("gives what the runtime's own reader writes again byte by byte", () => {
    fc.assert(
      fc.property(seed, (bytes) => {
        const pem = makePrivateKey(algorithm, (length) => bytes.subarray(0, length));
        expect(publicKeyOfPrivate(pem).algorithm).toBe(algorithm);
        expect(String(createPrivateKey(pem).export({ type: "pkcs8", format: "pem" }))).toBe(pem);
      }),
      { numRuns: 50 },
    );
  });

  test.each([0x00, 0xff])("holds for random bytes that are all %i", (byte) => {
    expect(
      publicKeyOfPrivate(makePrivateKey(algorithm, (length) => new Uint8Array(length).fill(byte))).keyId,
    ).toHaveLength(64);
  });
});

describe("publicKeyOfPrivate() refuses", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const pkcs8 = { type: "pkcs8", format: "pem" } as const;

  test.each([
    ["a public key", rfcPublic],
    ["SEC 1", String(p256.export({ type: "sec1", format: "pem" }))],
    ["an encrypted key", String(p256.export({ ...pkcs8, cipher: "aes-256-cbc", passphrase: "x" }))],
    ["text", "hello"],
  ])("%s as no private key", (_, pem) => {
    expect(() => publicKeyOfPrivate(pem)).toThrow(SyntaxError);
  });

  test.each([
    ["RSA", String(rsa.export(pkcs8))],
    ["ECDSA P-384", String(generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export(pkcs8))],
    ["X25519", String(generateKeyPairSync("x25519").privateKey.export(pkcs8))],
    ["damaged", rfcPrivate.replace("MC4C", "MC4B")],
  ])("%s by name", (name, pem) => {
    expect(() => publicKeyOfPrivate(pem)).toThrow(RangeError);
    expect(() => publicKeyOfPrivate(pem)).toThrow(name);
  });

  test("without repeating the key", () => {
    const pem = rfcPrivate.replace("MC4CAQAw", "MC4CAQAx");
    expect(() => publicKeyOfPrivate(pem)).toThrow(/^(?!.*1O5y)(?!.*BCIE).*$/);
  });
});
