import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { typed } from "./evidence-commands.ts";

test("tells a wrong key with its place and the nearest known one", async () => {
  const runtime = fakeRuntime({ files: { "bad.yml": "mode: demo\ngaurdrails: {}\n", "good.yml": "mode: demo\n" } });
  expect(await typed("overlay validate --overlay good.yml", runtime)).toBe(0);
  expect(await typed("overlay validate --overlay good.yml --overlay bad.yml", runtime)).toBe(3);
  expect(runtime.stderr()).toMatch(/bad\.yml:2:1[\s\S]*guardrails/);
});
