import { expect, test } from "bun:test";
import { readPublicKey, readVerifyKeys } from "../../../src/doors/actions/verify-keys.ts";
import { parseFernetKey } from "../../../src/standards/fernet.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256 } from "../../support/sample-keys.ts";
import { key } from "./sample-gate.ts";

const runtime = fakeRuntime({
  files: { "a.pub": ed25519.publicKey.pem, "b.pub": p256.publicKey.pem, private: ed25519.privateKey },
  secrets: { k: key },
});

test("readVerifyKeys() reads all public keys, and the evidence key", () => {
  const { key: evidenceKey, publicKeys } = readVerifyKeys(
    { publicKeyFiles: ["a.pub", "b.pub"], keyFile: "k" },
    runtime,
  );
  expect(publicKeys?.map(({ keyId }) => keyId)).toEqual([ed25519.publicKey.keyId, p256.publicKey.keyId]);
  expect(evidenceKey).toEqual(parseFernetKey(key));
  expect(readVerifyKeys({}, runtime)).toEqual({ key: undefined, publicKeys: [] });
});

test("readPublicKey() refuses a file that is not there, and a private key", () => {
  expect(readPublicKey("a.pub", runtime).algorithm).toBe("ed25519");
  expect(codeOf(() => readPublicKey("none", runtime))).toBe("USAGE_KEY_MISSING");
  expect(codeOf(() => readPublicKey("private", runtime))).toBe("USAGE_KEY_INVALID");
});
