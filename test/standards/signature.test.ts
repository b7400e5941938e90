import { describe, expect, test } from "bun:test";
import { generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { preAuthEncoding } from "../../src/standards/dsse.ts";
import { parsePublicKey, publicKeyOf, type SignatureAlgorithm } from "../../src/standards/signature.ts";
import { hasShared, shared } from "../support/shared.ts";

// RFC 8410 §10.1, and its digest as `openssl pkey -pubin -outform DER | sha256sum` gives it.
const rfc8410 = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
`;

const ed25519 = generateKeyPairSync("ed25519");
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pemOf = (key: typeof ed25519.publicKey): string => String(key.export({ type: "spki", format: "pem" }));
const message = new TextEncoder().encode("hello");

test("parsePublicKey() reads the example of RFC 8410", () => {
  const key = parsePublicKey(rfc8410);
  expect(key.algorithm).toBe("ed25519");
  expect(key.keyId).toMatch(/^[0-9a-f]{64}$/);
  expect(Uint8Array.fromBase64(key.hint).toHex()).toBe(key.keyId);
  expect(key.pem).toBe(rfc8410);
});

test.each([
  ["Windows line ends", rfc8410.replaceAll("\n", "\r\n")],
  ["one long line and space around", `\n ${rfc8410}\n\n`],
])("parsePublicKey() reads %s", (_, pem) => {
  expect(parsePublicKey(pem).pem).toBe(rfc8410);
});

test.each([
  ["ed25519", pemOf(ed25519.publicKey), sign(null, message, ed25519.privateKey)],
  ["ecdsa-p256", pemOf(p256.publicKey), sign("sha256", message, p256.privateKey)],
] as const)("verify() of %s holds for the message, and for nothing else", (algorithm, pem, signature) => {
  const key = parsePublicKey(pem);
  expect([key.algorithm, key.pem]).toEqual([algorithm, pem]);
  expect(key.verify(message, signature)).toBe(true);
  expect(key.verify(message.subarray(1), signature)).toBe(false);
  expect(key.verify(message, signature.subarray(1))).toBe(false);
  expect(key.verify(message, Uint8Array.of(...signature, 0))).toBe(false);
  expect(key.verify(message, new Uint8Array())).toBe(false);
});

test("verify() holds for the other algorithm's key never", () => {
  expect(parsePublicKey(pemOf(ed25519.publicKey)).verify(message, sign("sha256", message, p256.privateKey))).toBe(
    false,
  );
  expect(parsePublicKey(pemOf(p256.publicKey)).verify(message, sign(null, message, ed25519.privateKey))).toBe(false);
});

test.each([
  ["nothing", ""],
  ["text", "hello"],
  ["two keys", `${rfc8410}${rfc8410}`],
  ["a private key", String(ed25519.privateKey.export({ type: "pkcs8", format: "pem" }))],
  ["a certificate", rfc8410.replaceAll("PUBLIC KEY", "CERTIFICATE")],
  ["no base64", rfc8410.replace("MCow", "MCo=")],
  ["an empty block", "-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----\n"],
])("parsePublicKey() refuses %s with a SyntaxError", (_, pem) => {
  expect(() => parsePublicKey(pem)).toThrow(SyntaxError);
});

test("publicKeyOf() refuses a point that is not on the curve", () => {
  const der = Uint8Array.from(p256.publicKey.export({ type: "spki", format: "der" }));
  der.set([(der[40] ?? 0) ^ 1], 40);
  expect(() => publicKeyOf(der)).toThrow(SyntaxError);
});

describe("parsePublicKey() refuses by name", () => {
  const oid = (hex: string): string => {
    const der = Uint8Array.fromHex(`302a3005${hex}032100${"00".repeat(32)}`);
    return `-----BEGIN PUBLIC KEY-----\n${der.toBase64()}\n-----END PUBLIC KEY-----\n`;
  };
  test.each([
    ["RSA", pemOf(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey)],
    ["X25519", pemOf(generateKeyPairSync("x25519").publicKey)],
    ["ECDSA P-384", pemOf(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey)],
    ["ECDSA P-521", pemOf(generateKeyPairSync("ec", { namedCurve: "P-521" }).publicKey)],
    ["ECDSA secp256k1", oid("06072a8648ce3d020106052b8104000a")],
    ["Ed448", oid("06032b6571")],
    ["RSA-PSS", oid("06092a864886f70d01010a")],
    ["of an unknown type", oid("06032b6599")],
  ])("%s", (name, pem) => {
    expect(() => parsePublicKey(pem)).toThrow(RangeError);
    expect(() => parsePublicKey(pem)).toThrow(name);
  });
});

test.skipIf(!hasShared)("verify() accepts the signature of the DSSE specification", () => {
  const { key, envelope, payload_utf8 } = JSON.parse(
    readFileSync(shared("vectors/dsse/protocol-test-vector.json"), "utf8"),
  );
  const hex = (decimal: string): string => BigInt(decimal).toString(16).padStart(64, "0");
  const head = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
  const publicKey = publicKeyOf(Uint8Array.fromHex(`${head}${hex(key.x_decimal)}${hex(key.y_decimal)}`));
  const raw = Uint8Array.fromBase64(envelope.signatures[0].sig);
  const pae = preAuthEncoding(envelope.payloadType, new TextEncoder().encode(payload_utf8));
  // The vector is raw r‖s; openssl, cosign and this program write and read DER.
  expect(publicKey.verify(pae, derOf(raw))).toBe(true);
  expect(publicKey.verify(pae, raw)).toBe(false);
});

function derOf(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array): readonly number[] => {
    const padded = (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : [...bytes];
    return [2, padded.length, ...padded];
  };
  const body = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return Uint8Array.of(0x30, body.length, ...body);
}

/** What a Wycheproof file says of signatures (schemas `eddsa_verify_schema_v1`, `ecdsa_verify_schema_v1`). */
type Wycheproof = {
  readonly numberOfTests: number;
  readonly testGroups: readonly {
    readonly publicKeyPem: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: string;
    }[];
  }[];
};

describe.skipIf(!hasShared)("Wycheproof", () => {
  test.each([
    ["ed25519_test.json", "ed25519", 151],
    ["ecdsa_secp256r1_sha256_test.json", "ecdsa-p256", 484],
  ] as const)("%s", (name, algorithm: SignatureAlgorithm, atLeast) => {
    const suite: Wycheproof = JSON.parse(readFileSync(shared(`vectors/wycheproof/${name}`), "utf8"));
    expect(suite.numberOfTests).toBeGreaterThanOrEqual(atLeast);
    const wrong: number[] = [];
    for (const { publicKeyPem, tests } of suite.testGroups) {
      const key = parsePublicKey(publicKeyPem);
      expect(key.algorithm).toBe(algorithm);
      for (const { tcId, msg, sig, result } of tests) {
        const holds = key.verify(Uint8Array.fromHex(msg), Uint8Array.fromHex(sig));
        if (holds !== (result === "valid")) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
  });
});
