import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("finds the run of a decision and unpacks its bundle", async () => {
  const runtime = await afterGate();
  expect(await typed("get-evidence --run decision.json --extract out", runtime)).toBe(0);
  expect(runtime.stdout()).toContain("CONDITIONAL");
  expect([...runtime.disk.keys()].filter((path) => path.startsWith("out/"))).not.toEqual([]);
});

test.each([
  ["get-evidence", 3],
  ["get-evidence --run absent.json", 4],
  ["get-evidence --run decision.json --evidence-dir nowhere", 4],
])("%s ends with %i", async (line, code) => {
  expect(await typed(line, await afterGate())).toBe(code);
});
