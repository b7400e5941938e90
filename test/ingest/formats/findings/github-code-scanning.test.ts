import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { githubCodeScanning } from "../../../../src/ingest/formats/findings/github-code-scanning.ts";

describe("githubCodeScanning.detect()", () => {
  test.each([
    ["alerts", [{ number: 1, rule: {}, tool: {}, most_recent_instance: {} }], true],
    ["pages", [[{ number: 1, rule: {}, tool: {}, instances_url: "u" }]], true],
    ["secret scanning", [{ number: 1, secret_type: "a", state: "open" }], false],
    ["Dependabot", [{ number: 1, dependency: {}, security_vulnerability: {}, state: "open" }], false],
    ["no tool", [{ number: 1, rule: {}, most_recent_instance: {} }], false],
    ["GitHub issues", [{ number: 1, title: "t", state: "open" }], false],
  ])("%s", (_, value, expected) => {
    expect(githubCodeScanning.detect({ form: "json", value })).toBe(expected);
  });
});

test.each([
  [{ security_severity_level: "critical", severity: "warning" }, "critical"],
  [{ security_severity_level: null, severity: "error" }, "high"],
  [{ severity: "note" }, "low"],
  [{ severity: "none" }, "info"],
  [{}, "unknown"],
])("rule %j has severity %p", (rule, expected) => {
  const { items } = read([{ number: 1, state: "open", tool: {}, rule: { id: "r", ...rule } }]);
  expect(items.findings?.[0]?.severity).toBe(expected as "high");
});

function read(value: unknown): Reading {
  return githubCodeScanning.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
