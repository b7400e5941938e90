import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { safety } from "../../../../src/ingest/formats/vulnerabilities/safety.ts";

describe("safety.detect()", () => {
  test.each([
    ["a check", { report_meta: {}, scanned_packages: {}, vulnerabilities: [] }, true],
    ["a scan, which has another shape", { meta: {}, scan_results: {} }, false],
    ["no packages", { report_meta: {}, vulnerabilities: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(safety.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(safety.detect({ form: "text", text: "{}" })).toBe(false);
    expect(safety.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

test.each([
  ["one", "CVE-2024-10001", ["CVE-2024-10001"], undefined],
  ["several: the record is about both", "CVE-2024-10001, CVE-2024-10002", [], ["CVE-2024-10001", "CVE-2024-10002"]],
  ["none", null, [], undefined],
])("safety.read() takes the CVE ids of a record: %s", (_, given, aliases, related) => {
  const entry = { vulnerability_id: "7", package_name: "left", CVE: given };
  const { items } = read({ report_meta: {}, scanned_packages: {}, vulnerabilities: [entry] });
  expect(items.observations?.[0]?.aliases).toEqual(aliases);
  expect(items.observations?.[0]?.related).toEqual(related as string[]);
});

function read(value: unknown): Reading {
  return safety.read({ form: "json", value }, { name: "scan.json", sha256: "0".repeat(64) });
}
