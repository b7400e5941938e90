import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("shows the built-in overlay of a mode, and with --explain where it comes from", async () => {
  const runtime = await afterGate();
  expect(await typed("overlay show --mode enterprise --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ mode: "enterprise" });
  const before = runtime.stdout().length;
  expect(await typed("overlay show --mode enterprise --explain", runtime)).toBe(0);
  expect(runtime.stdout().slice(before)).toContain("overlays/enterprise.yml");
});

test("the mode is one of two", async () => {
  expect(await typed("overlay show --mode demos", await afterGate())).toBe(3);
});
