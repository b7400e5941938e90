import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { semgrep } from "../../../../src/ingest/formats/findings/semgrep.ts";
import { codeOf } from "../../../support/code-of.ts";

function read(report: object): Reading {
  const value = { results: [], errors: [], ...report };
  return semgrep.read({ form: "json", value }, { name: "semgrep.json", sha256: "0".repeat(64) });
}

describe("semgrep.detect()", () => {
  test.each([
    ["results with check ids", { results: [{ check_id: "a" }], errors: [] }, true],
    ["one readable result among others", { results: [null, { check_id: "a" }], errors: [] }, true],
    ["an empty scan with paths", { results: [], errors: [], paths: {} }, true],
    ["an empty scan that says no more", { results: [], errors: [] }, true],
    ["empty lists beside others: nobody's", { results: [], errors: [], totals: {} }, false],
    ["no errors list", { results: [{ check_id: "a" }] }, false],
    ["Bandit", { results: [{ test_id: "B101" }], errors: [], metrics: {}, generated_at: "" }, false],
    ["SARIF", { version: "2.1.0", runs: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(semgrep.detect({ form: "json", value })).toBe(expected);
  });
});

describe("semgrep.read()", () => {
  test.each([
    ["ERROR", "high"],
    ["WARNING", "medium"],
    ["INFO", "low"],
    ["CRITICAL", "critical"],
    ["HIGH", "high"],
    ["MEDIUM", "medium"],
    ["LOW", "low"],
    ["INVENTORY", "unknown"],
    [undefined, "unknown"],
  ])("severity %p is %p", (severity, expected) => {
    const { items } = read({ results: [{ check_id: "a", extra: { severity } }] });
    expect(items.findings?.[0]?.severity).toBe(expected as "high");
  });

  test.each([
    ["CWE-79: XSS", ["CWE-79"]],
    [
      ["CWE-79: XSS", "CWE-89", "CWE-79"],
      ["CWE-79", "CWE-89"],
    ],
    [undefined, []],
    [{}, []],
  ])("cwe %p is %p", (cwe, expected) => {
    const { items } = read({ results: [{ check_id: "a", extra: { metadata: { cwe } } }] });
    expect(items.findings?.[0]?.cwes).toEqual(expected);
  });

  test.each([
    [[{ level: "error", message: "m" }], 1, 0],
    [[{ message: "no level" }, {}], 1, 0],
    [[{ level: "warn" }, { level: "info" }], 0, 1],
    [[{ level: "warn" }, { level: "error" }], 1, 1],
    [[], 0, 0],
  ])("errors %p give %p doubts and %p notices", (errors, doubts, notices) => {
    const reading = read({ errors, paths: { scanned: ["a.py"] } });
    expect([reading.coverage.doubts.length, reading.notices.length]).toEqual([doubts, notices]);
  });

  test.each([
    ["files were scanned", { paths: { scanned: ["a.py"] } }, 1, 0],
    ["no file was scanned", { paths: { scanned: [] } }, 0, 1],
    ["a list of no files beside a result", { paths: { scanned: [] }, results: [{ check_id: "a" }] }, 0, 0],
    ["nothing found and nothing said", { paths: {} }, undefined, 1],
    ["an old report with a result", { results: [{ check_id: "a" }] }, undefined, 0],
  ])("%s", (_, report, targets, doubts) => {
    const { coverage } = read(report);
    expect(coverage.targets).toBe(targets as number);
    expect(coverage.doubts).toHaveLength(doubts);
  });

  test("refuses a list of scanned files that is none", () => {
    expect(codeOf(() => read({ paths: { scanned: "a.py" } }))).toBe("INPUT_MALFORMED");
  });

  test("a placeholder is no fingerprint, and nosemgrep is a suppression in the source", () => {
    const extra = { fingerprint: "requires login", is_ignored: true };
    const [finding] = read({ results: [{ check_id: "a", extra }] }).items.findings ?? [];
    expect(finding?.toolFingerprint).toBeUndefined();
    expect(finding?.suppression).toEqual({ kind: "in_source" });
  });
});
