import { expect, test } from "bun:test";
import { cli } from "../../../../src/doors/cli/cli.ts";
import { assets } from "../../../../src/doors/system/assets.ts";
import { fakeRuntime } from "../../../support/runtime.ts";

test("needs no file, ends with 0 and leaves evidence", async () => {
  const runtime = fakeRuntime({ assets });
  expect(await cli(["demo", "--evidence-dir", "e", "--output", "d.json"], runtime)).toBe(0);
  expect(runtime.stdout()).toMatch(/^(?:GO|NO-GO|CONDITIONAL) /);
  const made = [...runtime.disk.keys()].filter((path) => path.startsWith("e/demo/"));
  expect(made.map((path) => path.split("/").at(-1)).toSorted()).toEqual([
    "decision.json",
    "fixops-demo-run-bundle.json.gz",
    "fixops-demo-run-inputs.jsonl.gz",
    "manifest.json",
  ]);
  expect(runtime.disk.has("d.json")).toBe(true);
});
