import { expect, test } from "bun:test";
import { afterGate, runOf, typed } from "./evidence-commands.ts";

test("needs a run and a new key, and seals under it", async () => {
  const runtime = await afterGate();
  expect(await typed("evidence rekey", runtime)).toBe(3);
  expect(await typed(`evidence rekey ${runOf(runtime)}`, runtime)).toBe(3);
  const recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
  expect(await typed(`evidence rekey ${runOf(runtime)} --recipient ${recipient}`, runtime)).toBe(0);
  expect(runtime.stdout()).toContain(`age for ${recipient}, was not encrypted`);
});
