import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { ed25519 } from "../../../support/sample-keys.ts";
import { typed } from "./evidence-commands.ts";

const files = { "a.pub": ed25519.publicKey.pem };

test("lists a key for evidence unless told otherwise", async () => {
  const runtime = fakeRuntime({ files });
  expect(await typed("keys trust a.pub --trust trust.json --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ keys: [{ usage: ["evidence"] }] });
  expect(runtime.disk.has("trust.json")).toBe(true);
});

test.each(["keys trust a.pub", "keys trust --trust trust.json", "keys trust a.pub --trust t --usage code"])(
  "%s ends with 3",
  async (line) => {
    expect(await typed(line, fakeRuntime({ files }))).toBe(3);
  },
);
