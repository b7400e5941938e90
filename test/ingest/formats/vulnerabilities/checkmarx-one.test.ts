import { describe, expect, test } from "bun:test";
import { checkmarxOne } from "../../../../src/ingest/formats/vulnerabilities/checkmarx-one.ts";

describe("checkmarxOne.detect()", () => {
  test.each([
    ["results", { results: [{}], totalCount: 1, scanID: "a" }, true],
    ["null for none", { results: null, totalCount: 0, scanID: "a" }, true],
    ["no scan", { results: [], totalCount: 0 }, false],
    ["Semgrep", { results: [], errors: [], paths: {} }, false],
  ])("%s", (_, value, expected) => {
    expect(checkmarxOne.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(checkmarxOne.detect({ form: "text", text: "{}" })).toBe(false);
    expect(checkmarxOne.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
