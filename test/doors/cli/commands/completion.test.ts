import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { typed } from "./evidence-commands.ts";

test.each([
  ["completion", "USAGE_MISSING_VALUE"],
  ["completion tcsh", "USAGE_BAD_VALUE"],
  ["completion bash zsh", "USAGE_UNEXPECTED_ARGUMENT"],
])("%s is %s", async (line, code) => {
  const runtime = fakeRuntime();
  expect(await typed(`${line} --json`, runtime)).toBe(3);
  expect(JSON.parse(runtime.stdout()).error.code).toBe(code);
});

test("the script goes to standard output alone", async () => {
  const runtime = fakeRuntime();
  expect(await typed("completion bash", runtime)).toBe(0);
  expect(runtime.stderr()).toBe("");
});
