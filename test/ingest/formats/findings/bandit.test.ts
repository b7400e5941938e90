import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { bandit } from "../../../../src/ingest/formats/findings/bandit.ts";

describe("bandit.detect()", () => {
  test.each([
    ["a report", { results: [{ test_id: "B101" }], metrics: {} }, true],
    ["a clean report", { results: [], metrics: { _totals: {} } }, true],
    ["no metrics", { results: [{ test_id: "B101" }] }, false],
    ["metrics of another tool", { results: [], metrics: { runs: 1 } }, false],
    ["Semgrep", { results: [{ check_id: "a" }], errors: [], paths: {} }, false],
    ["a list", [{ test_id: "B101" }], false],
  ])("%s", (_, value, expected) => {
    expect(bandit.detect({ form: "json", value })).toBe(expected);
  });
});

describe("bandit.read()", () => {
  test.each([
    ["HIGH", "high"],
    ["MEDIUM", "medium"],
    ["LOW", "low"],
    ["UNDEFINED", "unknown"],
    [undefined, "unknown"],
  ])("severity %p is %p", (issue_severity, expected) => {
    const { items } = read({ metrics: {}, results: [{ test_id: "B1", issue_severity }] });
    expect(items.findings?.[0]?.severity).toBe(expected as "high");
  });

  test("keeps a password out, also where an old report names no weakness", () => {
    const issue_text = "Possible hardcoded password: 'hunter2'";
    const { items } = read({ metrics: {}, results: [{ test_id: "B105", issue_text, code: "1 p = 'hunter2'" }] });
    expect(JSON.stringify(items)).not.toContain("hunter2");
  });
});

function read(value: unknown): Reading {
  return bandit.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
