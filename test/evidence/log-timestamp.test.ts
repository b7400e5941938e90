import { describe, expect, test } from "bun:test";
import { checkTimestamp, timestampImprint } from "../../src/evidence/log-timestamp.ts";
import { hasNeed } from "../support/needs.ts";
import { der, timeStamp, timeStampByOpenssl } from "../support/time-stamp.ts";
import { bytesOf } from "../support/workspace.ts";

const checkpoint = bytesOf("a checkpoint");
const digest = new Uint8Array(new Bun.CryptoHasher("sha256").update(checkpoint).digest());
const token = timeStamp(digest);

test("timestampImprint() reads the digest of a granted response", () => {
  expect(timestampImprint(token)).toEqual(digest);
  expect(timestampImprint(timeStamp(digest, { status: 1 }))).toEqual(digest);
});

test.each<[string, Uint8Array]>([
  ["a rejection", timeStamp(digest, { status: 2 })],
  ["a SHA-512", timeStamp(digest, { algorithm: "608648016503040203" })],
  ["a digest of another length", timeStamp(digest.subarray(1))],
  ["nothing", new Uint8Array()],
  ["a status alone", der(0x30, der(0x30, der(0x02, [0])))],
  ["no DER", bytesOf("-----BEGIN")],
  ["something behind", new Uint8Array([...token, 0])],
  ["an endless length", Uint8Array.of(0x30, 0x80, 0, 0)],
  ["a length past the end", Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)],
])("timestampImprint() refuses %s", (_, bytes) => {
  expect(() => timestampImprint(bytes)).toThrow(SyntaxError);
});

test("timestampImprint() of changed or cut bytes throws SyntaxErrors and nothing else", () => {
  for (let at = 0; at < token.length; at++) {
    for (const bytes of [token.subarray(0, at), token.with(at, token[at]! ^ 0x81), token.with(at, 0xff)]) {
      try {
        timestampImprint(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }
  }
});

describe("checkTimestamp()", () => {
  test("passes a token of just these bytes", () => {
    expect(checkTimestamp(token, checkpoint, "anchor")).toMatchObject({ what: "anchor", status: "pass" });
  });

  test.each<[string, Uint8Array, Uint8Array | undefined]>([
    ["of other bytes", token, bytesOf("another")],
    ["of nothing that is here", token, undefined],
    ["that is none", bytesOf("x"), checkpoint],
  ])("fails one %s", (_, given, about) => {
    expect(checkTimestamp(given, about, "anchor")).toMatchObject({ status: "fail", code: "INTEGRITY_LOG" });
  });
});

test.skipIf(!hasNeed("openssl"))("timestampImprint() reads what openssl ts writes", () => {
  expect(timestampImprint(timeStampByOpenssl(checkpoint).token)).toEqual(digest);
});
