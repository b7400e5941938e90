import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { ed25519 } from "../../../support/sample-keys.ts";
import { trustEntry, trustText } from "../../../support/trust.ts";
import { typed } from "./evidence-commands.ts";

const files = { "trust.json": trustText(trustEntry()) };
const { keyId } = ed25519.publicKey;

test("revokes a key in the list and in the log", async () => {
  const runtime = fakeRuntime({ files });
  const line = `keys revoke --key-id ${keyId} --reason lost --at 2026-01-02 --trust trust.json --json`;
  expect(await typed(line, runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ key_id: keyId, revoked_at: "2026-01-02T00:00:00Z" });
});

test.each([
  `keys revoke --key-id ${keyId} --trust trust.json`,
  `keys revoke --key-id ${keyId} --reason lost`,
  "keys revoke --key-id ab --reason lost --trust trust.json",
])("%s ends with 3", async (line) => {
  expect(await typed(line, fakeRuntime({ files }))).toBe(3);
});
