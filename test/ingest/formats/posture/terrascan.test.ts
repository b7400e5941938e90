import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { terrascan } from "../../../../src/ingest/formats/posture/terrascan.ts";

function read(value: unknown): Reading {
  return terrascan.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("terrascan.detect()", () => {
  test.each([
    ["a report", { results: { violations: [{ rule_id: "a" }] } }, true],
    ["a clean report", { results: { violations: null, scan_summary: {} } }, true],
    ["an old report", { results: { violations: [], count: {} } }, true],
    ["violations of something else", { results: { violations: [] } }, false],
    ["Checkov", { results: { failed_checks: [] } }, false],
    ["violations at the top", { violations: [{ rule_id: "a" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(terrascan.detect({ form: "json", value })).toBe(expected);
  });
});

describe("terrascan.read()", () => {
  const errors = (...messages: readonly string[]): Reading => {
    const scan_errors = messages.map((errMsg) => ({ errMsg }));
    return read({ results: { violations: [], scan_errors, scan_summary: { policies_validated: 1 } } });
  };

  test.each([
    ["kustomization.y(a)ml file not found in the directory x", 0, 1],
    ["no helm charts found in directory x", 0, 1],
    ["directory 'x' has no terraform config files", 0, 1],
    ["error parsing pod.yaml", 1, 0],
  ])("the error %p gives %p doubts and %p notices", (message, doubts, notices) => {
    const { coverage, notices: given } = errors(message);
    expect([coverage.doubts.length, given.length]).toEqual([doubts, notices]);
  });
});
