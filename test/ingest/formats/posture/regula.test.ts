import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { regula } from "../../../../src/ingest/formats/posture/regula.ts";

function read(value: unknown): Reading {
  return regula.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("regula.detect()", () => {
  test.each([
    ["a report", { rule_results: [{ rule_result: "PASS" }] }, true],
    ["an empty report", { rule_results: [], summary: { rule_results: {} } }, true],
    ["results of something else", { rule_results: [{}] }, false],
    ["nothing", { rule_results: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(regula.detect({ form: "json", value })).toBe(expected);
  });
});

describe("regula.read()", () => {
  test.each([
    [{ rule_result: "FAIL" }, 1, false],
    [{ rule_result: "PASS" }, 0, false],
    [{ rule_result: "WAIVED" }, 1, true],
    [{ rule_result: "WAIVED", rule_raw_result: false }, 1, true],
    [{ rule_result: "WAIVED", rule_raw_result: true }, 0, false],
    [{ rule_result: "fail" }, 0, false],
  ])("%p gives %p findings, suppressed: %p", (result, findings, isSuppressed) => {
    const { items } = read({ rule_results: [{ rule_id: "a", ...result }] });
    expect(items.findings).toHaveLength(findings);
    expect(items.findings?.[0]?.suppression !== undefined).toBe(isSuppressed);
  });
});
