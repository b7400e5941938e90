import { describe, expect, test } from "bun:test";
import { createHash, createHmac } from "node:crypto";
import { bundleSalt, decisionSalt } from "../../src/evidence/salt.ts";
import { inputOf } from "../support/input.ts";

const inputs = [inputOf("sbom.json", "{}"), inputOf("scan.json", '{"matches":[]}')];

describe("bundleSalt()", () => {
  test("is SHA-256 over a digest of its own for each input", () => {
    const digests = inputs.map(({ bytes }) =>
      createHash("sha256").update("fixops input salt v1\0").update(bytes).digest(),
    );
    const expected = createHash("sha256")
      .update("fixops bundle salt v1\0")
      .update(Buffer.concat(digests))
      .digest("hex");
    expect(bundleSalt(inputs)).toBe(expected);
  });

  test("is the same for the same inputs, in whatever order they come", () => {
    expect(bundleSalt(inputs.toReversed())).toBe(bundleSalt(inputs));
    const [first, second] = [inputOf("a.json", "1"), inputOf("a.json", "2")];
    expect(bundleSalt([first, second])).toBe(bundleSalt([second, first]));
  });

  test("is another when one byte differs, or an input is missing or repeated", () => {
    const [sbom, scan] = inputs;
    if (sbom === undefined || scan === undefined) throw new Error("two inputs");
    const others = [
      inputs,
      [sbom, inputOf("scan.json", '{"matches":{}}')],
      [sbom],
      [sbom, scan, scan],
      [],
      // The same bytes in all, cut elsewhere.
      [inputOf("sbom.json", "{}{"), inputOf("scan.json", '"matches":[]}')],
    ];
    expect(new Set(others.map(bundleSalt)).size).toBe(others.length);
  });

  test("is none of the digests that are published", () => {
    const [only] = inputs;
    if (only === undefined) throw new Error("an input");
    expect(bundleSalt([only])).not.toBe(only.sha256);
    expect(bundleSalt([only])).toMatch(/^[0-9a-f]{64}$/);
  });
});

test("decisionSalt() is an HMAC under the salt of the bundle, which it does not tell", () => {
  const salt = bundleSalt(inputs);
  const expected = createHmac("sha256", Buffer.from(salt, "hex")).update("fixops decision").digest("hex");
  expect(decisionSalt(salt)).toBe(expected);
  expect(decisionSalt("00".repeat(32))).not.toBe(expected);
});
