import { expect, test } from "bun:test";
import { bundleSchema } from "../../../src/domain/bundle.ts";
import { openBundle } from "../../../src/doors/actions/open-bundle.ts";
import { redactRun } from "../../../src/doors/actions/redact-run.ts";
import { located, sealCanaries } from "../../support/redacted.ts";
import { encryption, sampleKey } from "../../support/sample-run.ts";
import { textOf } from "../../support/workspace.ts";

const run = located(await sealCanaries({ compress: true, encryption }));

test("openBundle() opens the bundle with its key", async () => {
  const plain = await openBundle(run.files, { fernet: [sampleKey] });
  expect(JSON.parse(textOf(plain)).schema).toBe(bundleSchema);
  await expect(openBundle(run.files, {})).rejects.toMatchObject({ code: "USAGE_KEY_MISSING" });
});

test("openBundle() of a redacted copy says that it is withheld", async () => {
  const { files } = await redactRun(run, ["decision"], { fernet: [sampleKey] });
  await expect(openBundle(files, { fernet: [sampleKey] })).rejects.toMatchObject({ code: "INPUT_NOT_FOUND" });
});
