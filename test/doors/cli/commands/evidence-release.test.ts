import { expect, test } from "bun:test";
import { afterGate, runOf, typed } from "./evidence-commands.ts";

test("ends a hold, and nothing else", async () => {
  const runtime = await afterGate();
  const run = runOf(runtime);
  expect(await typed(`evidence release ${run} --reason closed`, runtime)).toBe(3);
  expect(await typed(`evidence hold ${run} --reason case`, runtime)).toBe(0);
  expect(await typed(`evidence release ${run} --reason closed`, runtime)).toBe(0);
  expect(runtime.events.at(-1)).toMatchObject({ event: "evidence.released" });
});
