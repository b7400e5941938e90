import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { githubSecretScanning } from "../../../../src/ingest/formats/findings/github-secret-scanning.ts";

describe("githubSecretScanning.detect()", () => {
  test.each([
    ["alerts", [{ number: 1, secret_type: "a", state: "open" }], true],
    ["code scanning", [{ number: 1, rule: {}, tool: {}, most_recent_instance: {} }], false],
    ["no state", [{ number: 1, secret_type: "a" }], false],
  ])("%s", (_, value, expected) => {
    expect(githubSecretScanning.detect({ form: "json", value })).toBe(expected);
  });
});

test("githubSecretScanning.read() keeps the secret out", () => {
  const { items } = read([{ number: 1, secret_type: "a", state: "open", secret: "s3cr3t" }]);
  expect(items.findings).toHaveLength(1);
  expect(JSON.stringify(items)).not.toContain("s3cr3t");
});

function read(value: unknown): Reading {
  return githubSecretScanning.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
