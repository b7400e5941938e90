import { describe, expect, test } from "bun:test";
import { generateKey } from "../../../src/doors/actions/keys.ts";
import { age } from "../../../src/doors/system/age.ts";
import { parseFernetKey } from "../../../src/standards/fernet.ts";
import { publicKeyOfPrivate } from "../../../src/standards/private-key.ts";
import { codeOfLater } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { textOf } from "../../support/workspace.ts";

describe("generateKey()", () => {
  test.each(["ed25519", "ecdsa-p256"] as const)(
    "writes both halves of %s, and shows the public one alone",
    async (type) => {
      const runtime = fakeRuntime();
      const result = await generateKey({ type, output: "dir/k" }, runtime);
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
    },
  );

  test("writes a Fernet key, and shows its id alone", async () => {
    const runtime = fakeRuntime();
    const result = await generateKey({ type: "fernet", output: "k" }, runtime);
    const text = textOf(runtime.disk.get("k")).trim();
    expect(parseFernetKey(text).signing).toHaveLength(16);
    expect([...runtime.disk.keys()]).toEqual(["k"]);
    expect(`${result.text}${JSON.stringify(result.json)}`).not.toContain(text);
  });

  test("writes an age identity as age-keygen does, and its recipient beside it", async () => {
    const runtime = fakeRuntime();
    const { text, json } = await generateKey({ type: "age", output: "k" }, runtime);
    const [created, comment, identity = "", end] = textOf(runtime.disk.get("k")).split("\n");
    const recipient = await age.recipientOf(identity);
    expect([created, comment, end]).toEqual(["# created: 2026-01-02T03:04:05Z", `# public key: ${recipient}`, ""]);
    expect(textOf(runtime.disk.get("k.pub"))).toBe(`${recipient}\n`);
    expect(json).toEqual({ algorithm: "age", recipient, private_key: "k", public_key_file: "k.pub" });
    expect(text).not.toContain(identity);
  });

  test.each([
    ["ed25519", "k"],
    ["ed25519", "k.pub"],
    ["fernet", "k"],
    ["age", "k"],
    ["age", "k.pub"],
  ] as const)("overwrites nothing: %s with %s there", async (type, name) => {
    const runtime = fakeRuntime({ files: { [name]: "mine" } });
    expect(await codeOfLater(() => generateKey({ type, output: "k" }, runtime))).toBe("IO_EXISTS");
    expect([...runtime.disk]).toEqual([[name, new TextEncoder().encode("mine")]]);
  });
});
