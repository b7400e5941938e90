import { expect, test } from "bun:test";
import { afterGate, runOf, typed } from "./evidence-commands.ts";

test("needs a run and a reason, and tells the log", async () => {
  const runtime = await afterGate();
  expect(await typed("evidence hold", runtime)).toBe(3);
  const run = runOf(runtime);
  expect(await typed(`evidence hold ${run}`, runtime)).toBe(3);
  expect(await typed(`evidence hold ${run} --reason case --as-of 2026-01-05`, runtime)).toBe(0);
  expect(runtime.events.at(-1)).toMatchObject({ event: "evidence.held", ts: "2026-01-05T00:00:00Z" });
});
