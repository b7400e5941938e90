import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("explains a rule of the run", async () => {
  const runtime = await afterGate();
  expect(await typed("explain inputs/scan --run decision.json", runtime)).toBe(0);
  expect(runtime.stdout()).toContain("inputs/scan: fail");
});

test("needs a run and a subject, and refuses what the run does not know with 4", async () => {
  expect(await typed("explain vex", await afterGate())).toBe(3);
  expect(await typed("explain --run decision.json", await afterGate())).toBe(3);
  expect(await typed("explain nothing-of-that-name --run decision.json", await afterGate())).toBe(4);
});
