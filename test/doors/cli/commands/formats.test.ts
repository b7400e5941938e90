import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("lists the formats", async () => {
  const runtime = await afterGate();
  expect(await typed("formats", runtime)).toBe(0);
  expect(runtime.stdout()).toContain("cyclonedx-json");
});
