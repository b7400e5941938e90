import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("makes a copy that verifies by itself", async () => {
  const runtime = await afterGate();
  expect(await typed("copy-evidence --run decision.json --target copy", runtime)).toBe(0);
  expect(runtime.disk.has("copy/VERIFY.txt")).toBe(true);
  expect(await typed("verify copy", runtime)).toBe(0);
});

test.each([
  ["copy-evidence --run decision.json", 3],
  ["copy-evidence --target copy", 3],
  ["copy-evidence --run absent.json --target copy", 4],
])("%s ends with %i", async (line, code) => {
  expect(await typed(line, await afterGate())).toBe(code);
});
