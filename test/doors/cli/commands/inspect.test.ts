import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("inspects several paths", async () => {
  const runtime = await afterGate();
  expect(await typed("inspect sbom.json sbom.json --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout()).files).toHaveLength(2);
});

test("needs a path, and refuses what no reader knows with 4", async () => {
  expect(await typed("inspect", await afterGate())).toBe(3);
  expect(await typed("inspect decision.json", await afterGate())).toBe(4);
});
