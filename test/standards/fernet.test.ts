import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  decryptCbc,
  encryptCbc,
  fernetDecrypt,
  fernetEncrypt,
  hmacSha256,
  parseFernetKey,
} from "../../src/standards/fernet.ts";
import { hasShared, shared } from "../support/shared.ts";

const secret = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
const key = parseFernetKey(secret);
const iv = Uint8Array.from({ length: 16 }, (_, index) => index);
const token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const now = new Date("1985-10-26T01:20:01-07:00");

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
  return "accepted";
}

test("fernetEncrypt() gives the token of the specification's generate.json", () => {
  const date = new Date("1985-10-26T01:20:00-07:00");
  expect(fernetEncrypt(utf8("hello"), key, { now: date, iv })).toBe(token);
  expect(fernetEncrypt(utf8("hello"), key, { now: date.getTime() / 1000, iv })).toBe(token);
});

test("fernetDecrypt() opens the token of verify.json, with a time to live and without", () => {
  expect(fernetDecrypt(token, key, { now, ttlSeconds: 60 })).toEqual(utf8("hello"));
  expect(fernetDecrypt(token, key, { now })).toEqual(utf8("hello"));
  expect(fernetDecrypt(token, key)).toEqual(utf8("hello"));
});

// invalid.json of the specification; all of them with a time to live of 60 s.
test.each([
  [
    "incorrect mac",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==",
    "HMAC does not match",
  ],
  ["too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==", "too short"],
  [
    "invalid base64",
    "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
    "base64url",
  ],
  [
    "payload size not multiple of block size",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
    "whole blocks",
  ],
  [
    "payload padding error",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
    "padding",
  ],
  [
    "far-future TS",
    "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==",
    "future",
  ],
  [
    "incorrect IV",
    "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==",
    "padding",
  ],
  ["very short payload size", "gAAAAABdnQ1TUKh2OE_ggbyCIxfg", "too short"],
  ["super short payload size", "gAAA", "too short"],
])("fernetDecrypt() refuses: %s", (_, invalid, words) => {
  expect(messageOf(() => fernetDecrypt(invalid, key, { now, ttlSeconds: 60 }))).toContain(words);
});

test("fernetDecrypt() refuses the expired token of invalid.json, and only when asked to look", () => {
  const expired =
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==";
  const late = new Date("1985-10-26T01:21:31-07:00");
  expect(messageOf(() => fernetDecrypt(expired, key, { now: late, ttlSeconds: 60 }))).toContain("expired");
  expect(fernetDecrypt(expired, key, { now: late })).toEqual(utf8(""));
  expect(fernetDecrypt(expired, key, { now: late, ttlSeconds: 90 })).toEqual(utf8(""));
});

test("fernetDecrypt() names a foreign version that carries a good MAC", () => {
  const bytes = Buffer.from(token, "base64url");
  bytes[0] = 0x81;
  const signed = bytes.subarray(0, -32);
  const foreign = Buffer.concat([signed, hmacSha256(key.signing, signed)]);
  const text = `${foreign.toString("base64url")}${"=".repeat((3 - (foreign.length % 3)) % 3)}`;
  expect(messageOf(() => fernetDecrypt(text, key))).toContain("version byte is 129");
});

test("fernetDecrypt() refuses another key, white space, missing padding and a time to live without a clock", () => {
  const other = parseFernetKey(Buffer.alloc(32, 7).toString("base64url").concat("="));
  expect(messageOf(() => fernetDecrypt(token, other))).toContain("HMAC");
  for (const text of [`${token}\n`, ` ${token}`, token.slice(0, -1), token.slice(0, -2), `${token}=`]) {
    expect(messageOf(() => fernetDecrypt(text, key))).toContain("base64url");
  }
  expect(() => fernetDecrypt(token, key, { ttlSeconds: 60 })).toThrow(RangeError);
});

test("fernetDecrypt() refuses a token with any one character replaced by any other", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=";
  let refused = 0;
  for (let at = 0; at < token.length; at++) {
    for (const char of alphabet) {
      if (char === token[at]) continue;
      const changed = `${token.slice(0, at)}${char}${token.slice(at + 1)}`;
      if (messageOf(() => fernetDecrypt(changed, key)) !== "accepted") refused++;
    }
  }
  expect(refused).toBe(token.length * (alphabet.length - 1));
});

test.each([
  ["empty", ""],
  ["31 bytes", Buffer.alloc(31, 1).toString("base64url").concat("==")],
  ["33 bytes", Buffer.alloc(33, 1).toString("base64url")],
  ["no padding", secret.slice(0, -1)],
  ["white space", `${secret}\n`],
  ["the other alphabet", "cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4="],
])("parseFernetKey() refuses %s without repeating it", (_, text) => {
  let message = "accepted";
  try {
    parseFernetKey(text);
  } catch (error) {
    message = error instanceof RangeError ? error.message : "another error";
  }
  expect(message).toContain("Fernet key");
  expect(text !== "" && message.includes(text.slice(0, 8))).toBe(false);
});

test.each([
  ["a short IV", { now: 0, iv: iv.subarray(1) }],
  ["a time before 1970", { now: -1, iv }],
  ["an invalid date", { now: new Date("x"), iv }],
])("fernetEncrypt() refuses %s", (_, nonce) => {
  expect(() => fernetEncrypt(utf8("a"), key, nonce)).toThrow(RangeError);
});

const python = "/usr/bin/python3";
const hasCryptography = spawnSync(python, ["-c", "import cryptography"]).status === 0;

function runPython(code: string, ...args: readonly string[]): string {
  return spawnSync(python, ["-c", code, ...args], { encoding: "utf8" }).stdout.trim();
}

test.skipIf(!hasCryptography)("Python's cryptography opens our tokens and we open its", () => {
  const code = "import sys,cryptography.fernet as f;k=f.Fernet(sys.argv[1]);";
  const ours = fernetEncrypt(utf8("release: GO é"), key, { now: 1_700_000_000, iv });
  expect(runPython(`${code}print(k.decrypt(sys.argv[2].encode()).hex())`, secret, ours)).toBe(
    Buffer.from("release: GO é").toString("hex"),
  );
  const theirs = runPython(`${code}print(k.encrypt(bytes.fromhex(sys.argv[2])).decode())`, secret, "00ff10");
  expect(fernetDecrypt(theirs, key)).toEqual(Uint8Array.of(0x00, 0xff, 0x10));
});

type Wycheproof<T> = {
  readonly testGroups: readonly { readonly keySize: number; readonly tagSize: number; readonly tests: readonly T[] }[];
};
type CbcCase = {
  readonly key: string;
  readonly iv: string;
  readonly msg: string;
  readonly ct: string;
  readonly result: string;
};
type MacCase = { readonly key: string; readonly msg: string; readonly tag: string; readonly result: string };

const fromHex = (hex: string): Uint8Array => Uint8Array.fromHex(hex);

test.skipIf(!hasShared)("encryptCbc() and decryptCbc() hold Wycheproof's 128-bit vectors", () => {
  const suite: Wycheproof<CbcCase> = JSON.parse(
    readFileSync(shared("vectors/wycheproof/aes_cbc_pkcs5_test.json"), "utf8"),
  );
  const cases = suite.testGroups.filter((group) => group.keySize === 128).flatMap((group) => group.tests);
  for (const item of cases) {
    const plain = decryptCbc(fromHex(item.ct), fromHex(item.key), fromHex(item.iv));
    expect(plain?.toHex()).toBe(item.result === "valid" ? item.msg : undefined);
    if (item.result !== "valid") continue;
    expect(encryptCbc(fromHex(item.msg), fromHex(item.key), fromHex(item.iv)).toHex()).toBe(item.ct);
  }
  expect(cases.length).toBe(72);
});

test.skipIf(!hasShared)("hmacSha256() holds Wycheproof's vectors", () => {
  const suite: Wycheproof<MacCase> = JSON.parse(
    readFileSync(shared("vectors/wycheproof/hmac_sha256_test.json"), "utf8"),
  );
  let count = 0;
  for (const { tests, tagSize } of suite.testGroups) {
    for (const item of tests) {
      const tag = hmacSha256(fromHex(item.key), fromHex(item.msg))
        .toHex()
        .slice(0, tagSize / 4);
      expect(tag === item.tag).toBe(item.result === "valid");
      count++;
    }
  }
  expect(count).toBe(174);
});
