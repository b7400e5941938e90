import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { schemaPattern } from "../../../src/ingest/schema/patterns.ts";

const folder = resolve(import.meta.dir, "../../../src/doors/system/assets/schemas");

/** Every `pattern` of every schema. */
const patterns = new Set(
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => [
      ...readFileSync(resolve(folder, name), "utf8").matchAll(/"pattern"\s*:\s*("(?:[^"\\]|\\.)*")/g),
    ])
    .map(([, literal = ""]): string => JSON.parse(literal)),
);

const rewritten = [...patterns].filter(
  (pattern) => schemaPattern(pattern, "u").source !== new RegExp(pattern, "u").source,
);

describe("schemaPattern()", () => {
  test("rewrites two of the patterns, and can make an expression of each", () => {
    expect(patterns.size).toBeGreaterThan(20);
    expect(rewritten).toHaveLength(2);
  });

  test.each(rewritten)("means the same by %s", (pattern) => {
    const asGiven = new RegExp(pattern, "u");
    const pieces = ["1", "1.2", ".3", ".", "a", "/", "\n", "!"];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (one) => schemaPattern(pattern, "u").test(one) === asGiven.test(one)),
      { numRuns: 3000 },
    );
  });

  test.each([...patterns])("takes linear time for whatever comes: %s", (pattern) => {
    const starts = ["", "cpe:2.3:a:", "cpe:/a:", "CVSS:3.1/", "CVE-2024-", "pkg:a/", "1.2.3-", "urn:uuid:", "en-"];
    const parts = ["1", "a", "/", "?", "*", "-a", "-ab", "a?", "1.", " ", "AV:N/", "a/", "\\\\!", "a-", "E:U/", "-1a"];
    const expression = schemaPattern(pattern, "u");
    const start = performance.now();
    for (const first of starts) for (const part of parts) expression.test(`${first}${part.repeat(20_000)}\n\0`);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
