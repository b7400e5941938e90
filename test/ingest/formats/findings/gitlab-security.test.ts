import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { gitlabSecurity } from "../../../../src/ingest/formats/findings/gitlab-security.ts";

describe("gitlabSecurity.detect()", () => {
  test.each([
    ["SAST", { vulnerabilities: [], scan: { type: "sast" } }, true],
    ["secret detection", { vulnerabilities: [], scan: { type: "secret_detection" } }, true],
    ["a type to come", { vulnerabilities: [], scan: { type: "new_scanning" } }, true],
    ["dependency scanning", { vulnerabilities: [], scan: { type: "dependency_scanning" } }, false],
  ])("%s", (_, value, expected) => {
    expect(gitlabSecurity.detect({ form: "json", value })).toBe(expected);
  });
});

test("gitlabSecurity.read() keeps secrets out", () => {
  const entry = {
    name: "AWS",
    description: "AWS key s3cr3t",
    raw_source_code_extract: "s3cr3t",
    identifiers: [{ type: "gitleaks_rule_id", value: "AWS" }],
    location: { file: "a" },
  };
  const { items } = read({ version: "15.0.0", vulnerabilities: [entry], scan: { type: "secret_detection" } });
  expect(items.findings).toHaveLength(1);
  expect(JSON.stringify(items)).not.toContain("s3cr3t");
});

function read(value: unknown): Reading {
  return gitlabSecurity.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
