import { describe, expect, test } from "bun:test";
import { grypeLines } from "../../../../src/ingest/formats/vulnerabilities/grype-lines.ts";

describe("grypeLines.detect()", () => {
  test.each([
    ["a list of matches", [{ vulnerability: {}, artifact: {}, matchDetails: [] }], true],
    ["one match", { vulnerability: {}, artifact: {}, matchDetails: [] }, true],
    ["a report", { matches: [{ vulnerability: {}, artifact: {}, matchDetails: [] }] }, false],
    ["xeol", [{ Cycle: {}, artifact: {} }], false],
    ["an empty list", [], false],
  ])("%s", (_, value, expected) => {
    expect(grypeLines.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(grypeLines.detect({ form: "text", text: "{}" })).toBe(false);
    expect(grypeLines.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
