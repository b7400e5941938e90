import { describe, expect, test } from "bun:test";
import { showKey } from "../../../src/doors/actions/keys-show.ts";
import { age } from "../../../src/doors/system/age.ts";
import { deriveLogKey } from "../../../src/standards/log-key.ts";
import { parseVerifierKey } from "../../../src/standards/signed-note.ts";
import { allowedSigner, sshPublicKey } from "../../../src/standards/ssh-signature.ts";
import { codeOfLater } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256 } from "../../support/sample-keys.ts";
import { key } from "./sample-gate.ts";

const { identity, recipient } = await age.newIdentity();
const identities = `# created: 2026-01-01T00:00:00Z\n# public key: age1…\n${identity}\n`;
const secrets = { private: ed25519.privateKey, nist: p256.privateKey, fernet: key, text: "hello", age: identities };
const files = {
  ...secrets,
  pub: p256.publicKey.pem,
  "ed.pub": ed25519.publicKey.pem,
  closed: ed25519.privateKey,
  "age.pub": `${recipient}\n`,
};
const runtime = fakeRuntime({ files, secrets });
const log = "fixops-log/0123456789abcdef";

describe("showKey()", () => {
  test.each([
    ["pub", p256],
    ["private", ed25519],
  ])("shows the public half of the key in %s, for openssl and for ssh-keygen", async (path, pair) => {
    const { publicKey, privateKey } = pair;
    const { text, json } = await showKey({ path }, runtime);
    const allowed = allowedSigner({ principal: "fixops", namespace: "fixops-evidence", publicKey });
    expect(json).toMatchObject({
      algorithm: publicKey.algorithm,
      key_id: publicKey.keyId,
      hint: publicKey.hint,
      public_key: publicKey.pem,
      ssh_public_key: sshPublicKey(publicKey),
      allowed_signers: allowed,
    });
    expect(text.split("\n")).toContain(allowed);
    expect(text).not.toContain(privateKey.split("\n")[1] ?? "");
  });

  test.each([
    ["private", ed25519.privateKey],
    ["nist", p256.privateKey],
  ])("shows the log key that is made of %s, and none of its secrets", async (path, privateKey) => {
    const { publicKey, pem } = deriveLogKey(privateKey);
    const { text, json } = await showKey({ path, log }, runtime);
    const shown = (json as { readonly log_key: Record<string, string> }).log_key;
    expect(shown["base64"]).toBe(publicKey.toBase64());
    expect(parseVerifierKey(shown["verifier_key"] ?? "")).toEqual({ name: log, publicKey });
    expect(text).toContain(shown["public_key"] ?? "nothing");
    expect(text).not.toContain(pem.split("\n")[1] ?? "");
  });

  test("takes a public key for a log key only when it is asked", async () => {
    expect((await showKey({ path: "ed.pub" }, runtime)).json).not.toHaveProperty("log_key");
    const { json } = await showKey({ path: "ed.pub", log }, runtime);
    expect(json).toMatchObject({ log_key: { key_id: ed25519.publicKey.keyId } });
    expect(await codeOfLater(() => showKey({ path: "pub", log }, runtime))).toBe("USAGE_KEY_INVALID");
    expect(await codeOfLater(() => showKey({ path: "private", log: "a log" }, runtime))).toBe("USAGE_KEY_INVALID");
  });

  test.each(["age", "age.pub"])("shows the recipient of %s", async (path) => {
    const { text, json } = await showKey({ path }, runtime);
    expect(json).toEqual({ algorithm: "age", recipients: [recipient] });
    expect(text).toContain(`age x25519\nrecipient  ${recipient}\n`);
    expect(text).not.toContain(identity);
  });

  test("shows the id of a Fernet key alone", async () => {
    const { text, json } = await showKey({ path: "fernet" }, runtime);
    expect(json).toEqual({ algorithm: "fernet", key_id: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(text).not.toContain(key);
  });

  test.each([
    ["none", "USAGE_KEY_MISSING"],
    ["text", "USAGE_KEY_INVALID"],
    ["closed", "IO_READ"],
  ])("refuses %s", async (path, code) => {
    expect(await codeOfLater(() => showKey({ path }, runtime))).toBe(code);
  });
});
