import { describe, expect, test } from "bun:test";
import { bundlerAudit } from "../../../../src/ingest/formats/vulnerabilities/bundler-audit.ts";

describe("bundlerAudit.detect()", () => {
  test.each([
    ["results", { version: "0.9", created_at: "2021", results: [{ type: "unpatched_gem" }] }, true],
    ["no result", { version: "0.9", created_at: "2021", results: [] }, true],
    ["results of another type", { version: "0.9", created_at: "2021", results: [{ type: "secret" }] }, false],
    ["Semgrep", { version: "1.0", results: [], errors: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(bundlerAudit.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(bundlerAudit.detect({ form: "text", text: "{}" })).toBe(false);
    expect(bundlerAudit.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
