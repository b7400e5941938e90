import { describe, expect, test } from "bun:test";
import { dependencyCheckJson } from "../../../../src/ingest/formats/vulnerabilities/dependency-check-json.ts";

describe("dependencyCheckJson.detect()", () => {
  test.each([
    ["a report", { reportSchema: "1.1", scanInfo: {}, dependencies: [] }, true],
    ["another version, to be refused", { reportSchema: 3, scanInfo: {} }, true],
    ["no scan", { reportSchema: "1.1" }, false],
    ["pip-audit", { dependencies: [{ name: "a", vulns: [] }] }, false],
  ])("%s", (_, value, expected) => {
    expect(dependencyCheckJson.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(dependencyCheckJson.detect({ form: "text", text: "{}" })).toBe(false);
    expect(dependencyCheckJson.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
