import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("lists the runs of a directory", async () => {
  const runtime = await afterGate();
  expect(await typed("evidence list --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ ok: true, runs: [{ mode: "demo", state: "kept" }] });
  expect(await typed("evidence list --evidence-dir none", runtime)).toBe(4);
});
