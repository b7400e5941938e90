import { describe, expect, test } from "bun:test";
import { idPattern, type RunIdentity, runId } from "../../src/evidence/run-id.ts";

const asOf = "2026-08-25T12:00:00Z";
const sbom = { name: "sbom.json", sha256: "a".repeat(64), kinds: ["sbom"] };
const identity: RunIdentity = {
  inputs: [sbom],
  overlay: "b".repeat(64),
  app: { name: "payments-api" },
  tool: { name: "fixops", version: "1.0.0" },
};
const id = runId(asOf, identity);

describe("runId()", () => {
  test("is the clock and eight digits of a digest", () => {
    expect(id).toMatch(/^20260825T120000Z-[0-9a-f]{8}$/);
    expect(id).toMatch(idPattern);
  });

  test("is the same for the same run", () => {
    expect(runId(asOf, { ...identity })).toBe(id);
  });

  test("changes with the clock", () => {
    expect(runId("2026-08-25T12:00:01Z", identity)).not.toBe(id);
  });

  test.each<[string, Partial<RunIdentity>]>([
    ["the bytes of an input", { inputs: [{ ...sbom, sha256: "c".repeat(64) }] }],
    ["the name of an input", { inputs: [{ ...sbom, name: "other.json" }] }],
    ["what an input was given as", { inputs: [{ ...sbom, kinds: ["sbom", "vex"] }] }],
    ["the number of inputs", { inputs: [sbom, sbom] }],
    ["the overlay", { overlay: "d".repeat(64) }],
    ["the application", { app: { name: "ledger" } }],
    ["the version of the tool", { tool: { name: "fixops", version: "1.0.1" } }],
  ])("changes with %s", (_, change) => {
    expect(runId(asOf, { ...identity, ...change })).not.toBe(id);
  });
});

describe("idPattern", () => {
  test.each(["CON", "nul", "com1", "LPT9.json", "aux.", "run."])("refuses %s, which Windows would change", (text) => {
    expect(idPattern.test(text)).toBe(false);
  });

  test.each(["console", "com10", "null", "a", "20260825T120000Z-0123abcd", "release_1.2.3", "x".repeat(128)])(
    "allows %s",
    (text) => {
      expect(idPattern.test(text)).toBe(true);
    },
  );

  test.each(["", ".", "..", "../x", "-x", ".x", "a/b", "a\\b", "a b", "a\n", "ü", "x".repeat(129), "a\u0000"])(
    "refuses %j",
    (text) => {
      expect(idPattern.test(text)).toBe(false);
    },
  );
});
