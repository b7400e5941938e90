import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { snykIac } from "../../../../src/ingest/formats/posture/snyk-iac.ts";

function read(value: unknown): Reading {
  return snykIac.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("snykIac.detect()", () => {
  test.each([
    ["one file", { infrastructureAsCodeIssues: [] }, true],
    ["a list of files", [{ ok: false, error: "e" }, { infrastructureAsCodeIssues: [] }], true],
    ["a report on packages", { vulnerabilities: [], packageManager: "npm", ok: true }, false],
    ["a list of them", [{ vulnerabilities: [], dependencyCount: 3 }], false],
    ["one of both", [{ infrastructureAsCodeIssues: [] }, { vulnerabilities: [], dependencyCount: 3 }], false],
  ])("%s", (_, value, expected) => {
    expect(snykIac.detect({ form: "json", value })).toBe(expected);
  });
});

describe("snykIac.read()", () => {
  test.each([
    [{ title: "t", msg: "a.b" }, "t: a.b"],
    [{ title: "t" }, "t"],
    [{ issue: "i" }, "i"],
    [{ msg: "a.b" }, "a.b"],
  ])("%p says %p", (issue, message) => {
    const { items } = read({ infrastructureAsCodeIssues: [{ id: "x", ...issue }] });
    expect(items.findings?.[0]?.message).toBe(message);
  });

  test("a file that failed is a doubt", () => {
    const { coverage } = read([{ infrastructureAsCodeIssues: [] }, { ok: false, error: "no" }]);
    expect([coverage.targets, coverage.doubts.length]).toEqual([1, 1]);
  });
});
