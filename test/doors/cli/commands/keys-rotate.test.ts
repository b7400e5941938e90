import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { ed25519, p256 } from "../../../support/sample-keys.ts";
import { typed } from "./evidence-commands.ts";

const secrets = { a: ed25519.privateKey, b: p256.privateKey };

test("lets one key take over from another", async () => {
  const runtime = fakeRuntime({ secrets });
  expect(await typed("keys rotate --old a --new b --trust trust.json --evidence-dir e --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ old_key: ed25519.publicKey.keyId, line: 1 });
  expect([...runtime.disk.keys()]).toContain("e/audit/audit.jsonl");
});

test.each(["keys rotate", "keys rotate --old a", "keys rotate --old a --new a"])("%s ends with 3", async (line) => {
  expect(await typed(line, fakeRuntime({ secrets }))).toBe(3);
});
