import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("explains one check, and refuses what is none", async () => {
  const runtime = await afterGate();
  expect(await typed("checks explain aws-ebs/volume-encrypted --json", runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ id: "aws-ebs/volume-encrypted" });
  expect(await typed("checks explain nothing", await afterGate())).toBe(3);
});
