import { describe, expect, test } from "bun:test";
import { clairScanner } from "../../../../src/ingest/formats/vulnerabilities/clair-scanner.ts";

describe("clairScanner.detect()", () => {
  test.each([
    ["clair-scanner", { image: "a", unapproved: [], vulnerabilities: [] }, true],
    ["klar", { LayerCount: 1, Vulnerabilities: {} }, true],
    ["an image of another tool", { image: "a", vulnerabilities: [] }, false],
    ["Trivy's list", { Vulnerabilities: [] }, false],
    ["no object", [{ LayerCount: 1 }], false],
  ])("%s", (_, value, expected) => {
    expect(clairScanner.detect({ form: "json", value })).toBe(expected);
  });
});

test.each([
  [["CVE-2024-0001"], 0, 0],
  [[], 0, 1],
  [["CVE-2024-0001", "CVE-2024-0002"], 1, 0],
])("clair-scanner with %p unapproved has %p doubts and %p notices", (unapproved, doubts, notices) => {
  const value = { image: "a", unapproved, vulnerabilities: [{ vulnerability: "CVE-2024-0001", featurename: "a" }] };
  const reading = clairScanner.read({ form: "json", value }, { name: "a", sha256: "0" });
  expect([reading.coverage.doubts.length, reading.notices.length]).toEqual([doubts, notices]);
});
