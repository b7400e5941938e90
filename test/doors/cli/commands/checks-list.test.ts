import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("lists the posture checks, as a table of either sort", async () => {
  const runtime = await afterGate();
  expect(await typed("checks list --format md", runtime)).toBe(0);
  expect(runtime.stdout()).toStartWith("| Check |");
  expect(await typed("checks list --format html", await afterGate())).toBe(3);
});
