import { describe, expect, test } from "bun:test";
import { isPlainPath, isPrivateKeyText, isShowable, pemIn } from "../../src/standards/key-text.ts";
import { ed25519, p256 } from "../support/sample-keys.ts";

const fernet = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
const keys = [ed25519.privateKey, p256.privateKey];
const bodies = keys.map((pem) => pem.replaceAll(/-----[^-]+-----|\s/g, ""));

test.each([
  "ci.key",
  "./keys/release.key",
  "/run/secrets/pipelines/payments-api/release-signing.key",
  "C:\\keys\\ci.key",
  "keys/none",
  "~/ci.key",
])("isPlainPath() takes %s", (text) => {
  expect(isPlainPath(text)).toBe(true);
});

test.each([
  ...keys,
  ...bodies,
  ...keys.map((pem) => btoa(pem)),
  ...keys.map((pem) => pem.replaceAll("\n", "\\n")),
  fernet,
  fernet.slice(0, -1),
  "hsm --pin 1234",
  "exec:hsm",
  "a".repeat(300),
  `${"ab.".repeat(90)}c`,
  `x.${"a".repeat(64)}`,
  "",
])("isPlainPath() does not take %j", (text) => {
  expect(isPlainPath(text)).toBe(false);
});

describe("isPrivateKeyText()", () => {
  test.each([...keys, ...bodies, ...keys.map((pem) => btoa(pem)), `x\n${ed25519.privateKey}`])("knows %j", (text) => {
    expect(isPrivateKeyText(text)).toBe(true);
    expect(isShowable(text)).toBe(false);
  });

  test("knows the long length of an RSA key", () => {
    const der = Uint8Array.of(0x30, 0x82, 1, 2, 0x02, 1, 0, 0x30);
    expect(isPrivateKeyText(der.toBase64())).toBe(true);
  });

  test.each([ed25519.publicKey.pem, "scan.json", "", "MAA=", "a".repeat(20_000), "--sign"])("leaves %j", (text) => {
    expect(isPrivateKeyText(text)).toBe(false);
    expect(isShowable(text)).toBe(true);
  });
});

test("isShowable() keeps long secrets back, and no digest or path", () => {
  expect(isShowable(fernet)).toBe(false);
  expect(isShowable("0a".repeat(32))).toBe(true);
  expect(isShowable("reports/2026-01/Payments-API/build-1234567890/scan.json")).toBe(true);
});

describe("pemIn()", () => {
  test.each([
    ["as it is", ed25519.privateKey],
    ["with \\n", ed25519.privateKey.replaceAll("\n", "\\n")],
    ["with \\r\\n", ed25519.privateKey.replaceAll("\n", "\\r\\n")],
    ["in base64", btoa(ed25519.privateKey)],
  ])("finds a PEM %s", (_, text) => {
    expect(pemIn(text)).toBe(ed25519.privateKey);
  });

  test.each([...bodies, "ci.key", "exec:hsm", btoa("hello")])("finds none in %j", (text) => {
    expect(pemIn(text)).toBeUndefined();
  });
});
