import { describe, expect, test } from "bun:test";
import { generateKey, showKey } from "../../../src/doors/actions/keys.ts";
import { parseFernetKey } from "../../../src/standards/fernet.ts";
import { publicKeyOfPrivate } from "../../../src/standards/private-key.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256 } from "../../support/sample-keys.ts";
import { textOf } from "../../support/workspace.ts";
import { key } from "./sample-gate.ts";

describe("generateKey()", () => {
  test.each(["ed25519", "ecdsa-p256"] as const)("writes both halves of %s, and shows the public one alone", (type) => {
    const runtime = fakeRuntime();
    const result = generateKey({ type, output: "dir/k" }, runtime);
    const privateKey = textOf(runtime.disk.get("dir/k"));
    const publicKey = publicKeyOfPrivate(privateKey);
    expect(textOf(runtime.disk.get("dir/k.pub"))).toBe(publicKey.pem);
    expect(result.json).toEqual({
      algorithm: type,
      key_id: publicKey.keyId,
      hint: publicKey.hint,
      public_key: publicKey.pem,
      private_key: "dir/k",
      public_key_file: "dir/k.pub",
    });
    expect(result.text).toContain(publicKey.pem);
    for (const line of privateKey.split("\n").slice(1, -2)) expect(result.text).not.toContain(line);
  });

  test("writes a Fernet key, and shows its id alone", () => {
    const runtime = fakeRuntime();
    const result = generateKey({ type: "fernet", output: "k" }, runtime);
    const text = textOf(runtime.disk.get("k")).trim();
    expect(parseFernetKey(text).signing).toHaveLength(16);
    expect([...runtime.disk.keys()]).toEqual(["k"]);
    expect(`${result.text}${JSON.stringify(result.json)}`).not.toContain(text);
  });

  test.each([
    ["ed25519", "k"],
    ["ed25519", "k.pub"],
    ["fernet", "k"],
  ] as const)("overwrites nothing: %s with %s there", (type, name) => {
    const runtime = fakeRuntime({ files: { [name]: "mine" } });
    expect(codeOf(() => generateKey({ type, output: "k" }, runtime))).toBe("IO_EXISTS");
    expect([...runtime.disk]).toEqual([[name, new TextEncoder().encode("mine")]]);
  });
});

describe("showKey()", () => {
  const files = {
    pub: p256.publicKey.pem,
    private: ed25519.privateKey,
    fernet: key,
    text: "hello",
    closed: ed25519.privateKey,
  };
  const runtime = fakeRuntime({ files, secrets: { private: ed25519.privateKey, fernet: key, text: "hello" } });

  test.each([
    ["pub", p256],
    ["private", ed25519],
  ])("shows the public half of the key in %s", (file, { publicKey, privateKey }) => {
    const { text, json } = showKey(file, runtime);
    expect(json).toEqual({
      algorithm: publicKey.algorithm,
      key_id: publicKey.keyId,
      hint: publicKey.hint,
      public_key: publicKey.pem,
    });
    expect(text).not.toContain(privateKey.split("\n")[1] ?? "");
  });

  test("shows the id of a Fernet key alone", () => {
    const { text, json } = showKey("fernet", runtime);
    expect(json).toEqual({ algorithm: "fernet", key_id: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(text).not.toContain(key);
  });

  test.each([
    ["none", "USAGE_KEY_MISSING"],
    ["text", "USAGE_KEY_INVALID"],
    ["closed", "IO_READ"],
  ])("refuses %s", (file, code) => {
    expect(codeOf(() => showKey(file, runtime))).toBe(code);
  });
});
