import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { gitleaks } from "../../../../src/ingest/formats/findings/gitleaks.ts";

describe("gitleaks.detect()", () => {
  test.each([
    ["version 8", [{ RuleID: "a", Secret: "s", File: "f" }], true],
    ["version 7", [{ rule: "a", offender: "s", commit: "" }], true],
    ["version 1", [{ reason: "a", offender: "s", commit: "c" }], true],
    ["one readable leak", [null, { RuleID: "a", Secret: "s", File: "f" }], true],
    ["a list of rules", [{ RuleID: "a" }], false],
    ["Ruff", [{ code: "a", filename: "f" }], false],
    ["an object", { RuleID: "a", Secret: "s", File: "f" }, false],
  ])("%s", (_, value, expected) => {
    expect(gitleaks.detect({ form: "json", value })).toBe(expected);
  });
});

test("gitleaks.read() keeps secrets, matches and lines out", () => {
  const { items } = read([
    { RuleID: "a", Secret: "s3cr3t", Match: "k=s3cr3t", Message: "s3cr3t", File: "f", Fingerprint: "f:a:1" },
    { rule: "a", offender: "s3cr3t", line: "k=s3cr3t", commitMessage: "s3cr3t", commit: "c", file: "f" },
  ]);
  expect(items.findings).toHaveLength(2);
  expect(JSON.stringify(items)).not.toContain("s3cr3t");
});

function read(value: unknown): Reading {
  return gitleaks.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
