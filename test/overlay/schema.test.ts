import { expect, test } from "bun:test";
import { rules } from "../../src/assess/index.ts";
import { modes } from "../../src/domain/mode.ts";
import { reservedKeys } from "../../src/overlay/known-keys.ts";
import { overlayFileSchema, overlaySchema } from "../../src/overlay/schema.ts";

test("overlaySchema has a default for everything that an overlay may leave out", () => {
  const overlay = overlaySchema.parse({});
  expect(overlay.mode).toBe("demo");
  expect(overlay.evidence).toMatchObject({ compress: true, encrypt: false, sign: false, retention_days: 2555 });
});

test("overlaySchema knows the rules that exist and no other", () => {
  expect(rules.length).toBeGreaterThan(0);
  for (const { id } of rules)
    expect(overlaySchema.safeParse({ rules: { [id]: { enforce: "warn" } } }).success).toBe(true);
  expect(overlaySchema.safeParse({ rules: { "no/such": { enforce: "warn" } } }).success).toBe(false);
});

test("overlayFileSchema has profiles of the modes, which have neither mode nor profiles", () => {
  for (const mode of modes) {
    expect(overlayFileSchema.safeParse({ profiles: { [mode]: { evidence: { encrypt: true } } } }).success).toBe(true);
    expect(overlayFileSchema.safeParse({ profiles: { [mode]: { mode } } }).success).toBe(false);
    expect(overlayFileSchema.safeParse({ profiles: { [mode]: { profiles: {} } } }).success).toBe(false);
  }
  expect(overlayFileSchema.safeParse({ profiles: { prod: {} } }).success).toBe(false);
});

test("a reserved key is not a key", () => {
  for (const key of reservedKeys) expect(Object.hasOwn(overlayFileSchema.shape, key)).toBe(false);
});
