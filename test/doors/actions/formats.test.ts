import { expect, test } from "bun:test";
import { listFormats } from "../../../src/doors/actions/formats.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { fakeRuntime } from "../../support/runtime.ts";

test("listFormats() has every format once, in text order", () => {
  const { json, text, exitCode } = listFormats({ overlays: [] }, fakeRuntime());
  const ids = (json as { formats: readonly { id: string }[] }).formats.map(({ id }) => id);
  expect(exitCode).toBe(0);
  expect(ids).toEqual(formats.map(({ id }) => id).toSorted());
  for (const id of ids) expect(text).toContain(`\n${id} `.trimStart());
});
