import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("ends with 0 when everything holds, and with 5 when a byte does not", async () => {
  const runtime = await afterGate();
  expect(await typed("verify ./evidence --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ ok: true });
  const path = [...runtime.disk.keys()].find((name) => name.endsWith("/decision.json")) ?? "";
  const bytes = Uint8Array.from(runtime.disk.get(path) ?? []);
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  runtime.disk.set(path, bytes);
  expect(await typed("verify ./evidence", runtime)).toBe(5);
});

test.each([
  ["verify", 3],
  ["verify a b", 3],
  ["verify ./nothing", 4],
  ["verify ./evidence --evidence-key-fd x", 3],
  ["verify ./evidence --key none.pub", 3],
])("%s ends with %i", async (line, code) => {
  expect(await typed(line, await afterGate())).toBe(code);
});
