import { describe, expect, test } from "bun:test";
import { type TrustKeyRequest, trustKey } from "../../../src/doors/actions/keys-trust.ts";
import { readTrustList } from "../../../src/doors/actions/trust-file.ts";
import { deriveLogKey } from "../../../src/standards/log-key.ts";
import { publicKeyOfPrivate } from "../../../src/standards/private-key.ts";
import { codeOf } from "../../support/code-of.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256, stranger } from "../../support/sample-keys.ts";

const secrets = { private: p256.privateKey, damaged: "-----BEGIN PRIVATE KEY-----" };
const files = { ...secrets, "a.pub": ed25519.publicKey.pem, "b.pub": stranger.publicKey.pem, text: "hello" };
const request: TrustKeyRequest = { path: "a.pub", trust: "trust.json", usage: "evidence" };
const now = "2026-01-02T03:04:05Z";

function started(): FakeRuntime {
  return fakeRuntime({ files, secrets });
}

function listed(runtime: FakeRuntime): readonly string[] {
  return readTrustList("trust.json", runtime).entries.map(
    ({ key, usage, validFrom }) => `${usage} ${key.keyId} ${validFrom}`,
  );
}

describe("trustKey()", () => {
  test("makes a list, and adds to it", () => {
    const runtime = started();
    const { json } = trustKey({ ...request, from: "2026-01-01" }, runtime);
    const { keyId } = ed25519.publicKey;
    expect(json).toEqual({
      trust: "trust.json",
      keys: [{ key_id: keyId, usage: ["evidence"], valid_from: "2026-01-01T00:00:00Z" }],
    });
    trustKey({ ...request, path: "b.pub", usage: "log" }, runtime);
    expect(listed(runtime)).toEqual([
      `evidence ${keyId} 2026-01-01T00:00:00Z`,
      `log ${stranger.publicKey.keyId} ${now}`,
    ]);
  });

  test("lists the log key of a private key with it", () => {
    const runtime = started();
    trustKey({ ...request, path: "private" }, runtime);
    const logKey = publicKeyOfPrivate(deriveLogKey(p256.privateKey).pem);
    expect(listed(runtime)).toEqual([`evidence ${p256.publicKey.keyId} ${now}`, `log ${logKey.keyId} ${now}`]);
  });

  test.each([
    ["a key that is listed", {}, "USAGE_KEY_INVALID"],
    ["what is no key", { path: "text" }, "USAGE_KEY_INVALID"],
    ["a private key that is none", { path: "damaged" }, "USAGE_KEY_INVALID"],
    ["a file that is not there", { path: "none" }, "USAGE_KEY_MISSING"],
    ["checkpoints by ECDSA", { path: "private", usage: "log" }, "USAGE_KEY_INVALID"],
    ["a time that is none", { path: "b.pub", from: "soon" }, "USAGE_BAD_VALUE"],
  ] as const)("refuses %s, and changes nothing", (_, over, code) => {
    const runtime = started();
    trustKey(request, runtime);
    const before = listed(runtime);
    expect(codeOf(() => trustKey({ ...request, ...over }, runtime))).toBe(code);
    expect(listed(runtime)).toEqual(before);
  });
});
