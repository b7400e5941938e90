import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { tfsec } from "../../../../src/ingest/formats/posture/tfsec.ts";

function read(value: unknown): Reading {
  return tfsec.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("tfsec.detect()", () => {
  test.each([
    ["a report", { results: [{ rule_id: "a", location: { filename: "a.tf" } }] }, true],
    ["a clean report", { results: null }, true],
    ["an empty list: of several tools", { results: [] }, false],
    ["null beside other members", { results: null, errors: [] }, false],
    ["Semgrep", { results: [{ check_id: "a", path: "a" }], errors: [] }, false],
    ["Terrascan", { results: { violations: [] } }, false],
    ["a list", [], false],
  ])("%s", (_, value, expected) => {
    expect(tfsec.detect({ form: "json", value })).toBe(expected);
  });
});

describe("tfsec.read()", () => {
  test.each([
    [{ status: 0 }, 1, false],
    [{ status: "failed" }, 1, false],
    [{}, 1, false],
    [{ passed: false }, 1, false],
    [{ status: 1 }, 0, false],
    [{ status: "passed" }, 0, false],
    [{ passed: true }, 0, false],
    [{ status: 2 }, 1, true],
    [{ status: "ignored" }, 1, true],
  ])("%p gives %p findings, suppressed: %p", (more, findings, isSuppressed) => {
    const { items } = read({ results: [{ rule_id: "a", location: { filename: "a.tf" }, ...more }] });
    expect(items.findings).toHaveLength(findings);
    expect(items.findings?.[0]?.suppression !== undefined).toBe(isSuppressed);
  });

  test.each([
    ["CRITICAL", "critical"],
    ["ERROR", "high"],
    ["WARNING", "medium"],
    ["INFO", "low"],
    ["SEVERE", "unknown"],
  ])("%p is %p", (severity, expected) => {
    const { items } = read({ results: [{ rule_id: "a", location: { filename: "a.tf" }, severity }] });
    expect(items.findings?.[0]?.severity).toBe(expected as "high");
  });
});
