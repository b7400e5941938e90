import { expect, test } from "bun:test";
import { cli } from "../../../../src/doors/cli/cli.ts";
import { assets } from "../../../../src/doors/system/assets.ts";
import { fakeRuntime } from "../../../support/runtime.ts";

test("needs no file, ends with 0 and leaves evidence", async () => {
  const runtime = fakeRuntime({ assets });
  expect(await cli(["demo", "--evidence-dir", "e", "--output", "d.json"], runtime)).toBe(0);
  expect(runtime.stdout()).toMatch(/^(?:GO|NO-GO|CONDITIONAL) /);
  expect([...runtime.disk.keys()].filter((path) => path.startsWith("e/demo/")).length).toBe(3);
  expect(runtime.disk.has("d.json")).toBe(true);
});
