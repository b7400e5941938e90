import { expect, test } from "bun:test";
import { readPublicKey, readVerifyKeys } from "../../../src/doors/actions/verify-keys.ts";
import { parseFernetKey } from "../../../src/standards/fernet.ts";
import { rawPublicKey } from "../../../src/standards/raw-key.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256, stranger } from "../../support/sample-keys.ts";
import { trustEntry, trustText } from "../../support/trust.ts";
import { key } from "./sample-gate.ts";

const runtime = fakeRuntime({
  files: { "a.pub": ed25519.publicKey.pem, "b.pub": p256.publicKey.pem, private: ed25519.privateKey },
  secrets: { k: key },
});

test("readVerifyKeys() reads all public keys, the evidence key and the log keys", () => {
  const { fernet, publicKeys, logKeys } = readVerifyKeys(
    { publicKeyFiles: ["a.pub", "b.pub"], keyFile: "k", logKeyFiles: ["a.pub"] },
    runtime,
  );
  expect(publicKeys?.map(({ keyId }) => keyId)).toEqual([ed25519.publicKey.keyId, p256.publicKey.keyId]);
  expect(fernet).toEqual([parseFernetKey(key)]);
  // SubjectPublicKeyInfo of Ed25519 (RFC 8410) ends in the 32 bytes of the key.
  const der = Buffer.from(ed25519.publicKey.pem.split("\n").slice(1, -2).join(""), "base64");
  expect(logKeys).toEqual([new Uint8Array(der.subarray(-32))]);
  expect(readVerifyKeys({}, runtime)).toEqual({ fernet: [], publicKeys: [], logKeys: [] });
});

test("readVerifyKeys() refuses a log key that is no Ed25519", () => {
  expect(codeOf(() => readVerifyKeys({ logKeyFiles: ["none"] }, runtime))).toBe("USAGE_KEY_MISSING");
  expect(codeOf(() => readVerifyKeys({ logKeyFiles: ["b.pub"] }, runtime))).toBe("USAGE_KEY_INVALID");
});

test("readPublicKey() refuses a file that is not there, and a private key", () => {
  expect(readPublicKey("a.pub", runtime).algorithm).toBe("ed25519");
  expect(codeOf(() => readPublicKey("none", runtime))).toBe("USAGE_KEY_MISSING");
  expect(codeOf(() => readPublicKey("private", runtime))).toBe("USAGE_KEY_INVALID");
});

test("readVerifyKeys() takes the keys of a trust list besides, each for what it may sign", () => {
  const entries = [trustEntry(), trustEntry({ key: stranger.publicKey, usage: ["log"] })];
  const machine = fakeRuntime({ files: { "b.pub": p256.publicKey.pem, "trust.json": trustText(...entries) } });
  const { publicKeys, logKeys, trust } = readVerifyKeys(
    { publicKeyFiles: ["b.pub"], trustFile: "trust.json" },
    machine,
  );
  expect(publicKeys?.map(({ keyId }) => keyId)).toEqual([p256.publicKey.keyId, ed25519.publicKey.keyId]);
  expect(logKeys).toEqual([rawPublicKey(stranger.publicKey)]);
  expect(trust?.list.entries).toHaveLength(2);
  expect(codeOf(() => readVerifyKeys({ trustFile: "none" }, machine))).toBe("USAGE_KEY_MISSING");
});
