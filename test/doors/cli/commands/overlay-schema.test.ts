import { expect, test } from "bun:test";
import { fakeRuntime } from "../../../support/runtime.ts";
import { typed } from "./evidence-commands.ts";

test.each(["overlay schema", "overlay schema --json"])("%s prints a JSON Schema", async (line) => {
  const runtime = fakeRuntime();
  expect(await typed(line, runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ $schema: expect.stringContaining("json-schema.org") });
});
