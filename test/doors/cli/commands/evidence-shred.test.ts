import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("needs an application with a key, and a reason", async () => {
  const runtime = await afterGate();
  expect(await typed("evidence shred --app app-1", runtime)).toBe(3);
  expect(await typed("evidence shred --app app-1 --reason gone", runtime)).toBe(4);
});
