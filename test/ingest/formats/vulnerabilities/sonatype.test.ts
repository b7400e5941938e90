import { describe, expect, test } from "bun:test";
import { sonatype } from "../../../../src/ingest/formats/vulnerabilities/sonatype.ts";

describe("sonatype.detect()", () => {
  test.each([
    ["components", { components: [{ matchState: "exact", securityData: null }] }, true],
    ["none, with a summary", { components: [], matchSummary: {} }, true],
    ["none", { components: [] }, false],
    ["CycloneDX", { bomFormat: "CycloneDX", components: [{ type: "library", name: "a" }] }, false],
    ["a design", { components: [{ name: "a", exposure: "internal" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(sonatype.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(sonatype.detect({ form: "text", text: "{}" })).toBe(false);
    expect(sonatype.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
