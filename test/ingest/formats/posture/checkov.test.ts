import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { checkov } from "../../../../src/ingest/formats/posture/checkov.ts";

function read(value: unknown): Reading {
  return checkov.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("checkov.detect()", () => {
  test.each([
    ["a report", { check_type: "terraform", results: { failed_checks: [] } }, true],
    ["a report without its type", { results: { passed_checks: [] } }, true],
    ["a list of reports", [{ check_type: "a", results: { failed_checks: [] } }], true],
    ["the bare counts", { passed: 0, failed: 0, skipped: 0, parsingerrors: 0, checkov_version: "2" }, true],
    ["counts of another tool", { passed: 0, failed: 0, skipped: 0 }, false],
    ["Terrascan", { results: { violations: [] } }, false],
    ["tfsec", { results: [{ rule_id: "a" }] }, false],
    ["an empty object of results", { check_type: "a", results: {} }, false],
  ])("%s", (_, value, expected) => {
    expect(checkov.detect({ form: "json", value })).toBe(expected);
  });
});

describe("checkov.read()", () => {
  const report = { check_type: "terraform", results: { failed_checks: [] } };

  test.each([
    ["passes that are counted only", { ...report, summary: { passed: 3 } }, 0],
    ["no check at all", report, 1],
    ["a list with something else in it", [{ ...report, summary: { passed: 3 } }, 7], 1],
    ["a file that cannot be parsed", { ...report, summary: { passed: 3, parsing_errors: 1 } }, 1],
    ["failures that are counted and not listed", { ...report, summary: { passed: 3, failed: 2 } }, 1],
  ])("%s", (_, value, doubts) => {
    expect(read(value).coverage.doubts).toHaveLength(doubts as number);
  });

  test("a clean software composition report says that it looked for vulnerabilities", () => {
    expect(read({ ...report, check_type: "sca_package" }).items.observations).toEqual([]);
    expect(read(report).items.observations).toBeUndefined();
  });
});
