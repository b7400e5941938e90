import { expect, test } from "bun:test";
import { defineCommand, outcomeOf } from "../../../src/doors/cli/command.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const command = defineCommand({
  name: "count",
  summary: "count the files",
  flags: { file: { type: "string", multiple: true } },
  examples: [{ text: "two", line: "count --file a --file b" }],
  run: (flags) => Promise.resolve({ code: flags.file.length, out: String(flags.json) }),
});

test("execute() hands parsed flags, the global ones too, to run() and its outcome back (A3)", async () => {
  const outcome = await command.execute(["--file", "a", "--file", "b", "--json"], fakeRuntime(), new Map());
  expect(outcome).toEqual({ code: 2, out: "true" });
});

test("execute() refuses before anything runs", async () => {
  const refused = command.execute(["--fiel", "a"], fakeRuntime(), new Map());
  expect(await refused.catch((error) => error.code)).toBe("USAGE_UNKNOWN_FLAG");
});

test("outcomeOf() prints the text, or JSON on one line that is safe to show", () => {
  const result = { text: "ok\n", json: { b: 1, a: "\u{202e}" }, exitCode: 5 };
  expect(outcomeOf(result, false)).toEqual({ code: 5, out: "ok\n" });
  expect(outcomeOf(result, true)).toEqual({ code: 5, out: '{"a":"\\u202e","b":1}\n', exact: true });
});
