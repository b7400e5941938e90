import { describe, expect, test } from "bun:test";
import { renderAnnotations } from "../../src/render/annotations.ts";
import { decisionRecordOf, reasonRecord } from "../support/build.ts";

describe("renderAnnotations()", () => {
  test.each([
    ["NO-GO", "::error title=fixops SEVERITY_FAIL_ON::1 open item reaches the limit: CVE-2021-0001 (high)\n"],
    ["CONDITIONAL", "::warning title=fixops SEVERITY_FAIL_ON::1 open item reaches the limit: CVE-2021-0001 (high)\n"],
  ] as const)("writes a %s reason as %j", (verdict, line) => {
    expect(renderAnnotations(decisionRecordOf({ reasons: [reasonRecord({ verdict })] }))).toBe(line);
  });

  test("writes nothing for GO", () => {
    expect(renderAnnotations(decisionRecordOf({ warnings: [reasonRecord()] }))).toBe("");
  });

  test("writes ten at most", () => {
    const reasons = Array.from({ length: 12 }, () => reasonRecord());
    expect(renderAnnotations(decisionRecordOf({ reasons })).match(/::error/g)).toHaveLength(10);
  });

  test.each([
    ["100%", "100%25"],
    ["a\r\n::error::b", "a\\u{d}\\u{a}::error::b"],
    ["%0A::error::b", "%250A::error::b"],
  ])("escapes %j", (message, escaped) => {
    const printed = renderAnnotations(decisionRecordOf({ reasons: [reasonRecord({ message, evidence: [] })] }));
    expect(printed).toBe(`::error title=fixops SEVERITY_FAIL_ON::${escaped}\n`);
  });
});
