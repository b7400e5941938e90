import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { typed } from "./evidence-commands.ts";

test("makes an Ed25519 key unless told otherwise", async () => {
  const runtime = fakeRuntime();
  expect(await typed("keys generate --output k --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ algorithm: "ed25519", private_key: "k" });
  expect([...runtime.disk.keys()]).toEqual(["k", "k.pub"]);
  expect(await typed("keys generate --type fernet --output f", runtime)).toBe(0);
});

test.each([
  ["keys generate", 3],
  ["keys generate --type rsa --output k", 3],
  ["keys generate --output there", 6],
])("%s ends with %i", async (line, code) => {
  expect(await typed(line, fakeRuntime({ files: { there: "x" } }))).toBe(code);
});
