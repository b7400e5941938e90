import { expect, test } from "bun:test";
import { sealOptions } from "../../../src/doors/actions/seal-options.ts";
import { overlaySchema } from "../../../src/overlay/schema.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { key } from "./sample-gate.ts";

const asOf = "2026-08-25T12:00:00Z";

test("an encrypted bundle has a key, and an IV and a time of the run", () => {
  const overlay = overlaySchema.parse({ evidence: { encrypt: true } });
  const runtime = fakeRuntime({ environment: { FIXOPS_EVIDENCE_KEY: key } });
  const { encrypt } = sealOptions(overlay, { asOf }, runtime);
  expect(encrypt).toMatchObject({ now: Date.parse(asOf) / 1000 });
  expect(encrypt?.iv).toHaveLength(16);
  expect(codeOf(() => sealOptions(overlay, { asOf }, fakeRuntime()))).toBe("USAGE_KEY_MISSING");
});

test("a key that has nothing to encrypt is refused", () => {
  const overlay = overlaySchema.parse({ evidence: { encrypt: false } });
  expect(sealOptions(overlay, { asOf }, fakeRuntime())).toEqual({ compress: overlay.evidence.compress });
  expect(codeOf(() => sealOptions(overlay, { asOf, keyFile: "key" }, fakeRuntime()))).toBe("USAGE_BAD_VALUE");
});
