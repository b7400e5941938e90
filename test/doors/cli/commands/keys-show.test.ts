import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { ed25519 } from "../../../support/sample-keys.ts";
import { typed } from "./evidence-commands.ts";

test("shows what a key is", async () => {
  const runtime = fakeRuntime({ files: { "k.pub": ed25519.publicKey.pem } });
  expect(await typed("keys show k.pub", runtime)).toBe(0);
  expect(runtime.stdout()).toContain(ed25519.publicKey.keyId);
  expect(await typed("keys show none", runtime)).toBe(3);
  expect(await typed("keys show", runtime)).toBe(3);
});
