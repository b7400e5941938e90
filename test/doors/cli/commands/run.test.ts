import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("ends with 0 whatever the verdict, and with the verdict under --gate", async () => {
  const runtime = await afterGate();
  expect(await typed("run --input sbom.json --run-id one", runtime)).toBe(0);
  expect(await typed("run --input sbom.json --run-id two --gate", runtime)).toBe(2);
  expect(runtime.stdout().match(/^CONDITIONAL/gm)).toHaveLength(2);
});

test("ends with the error's code without --gate too", async () => {
  expect(await typed("run --input absent.json", await afterGate())).toBe(4);
});
