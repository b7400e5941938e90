import { describe, expect, test } from "bun:test";
import { codeQuality } from "../../../../src/ingest/formats/findings/code-quality.ts";

describe("codeQuality.detect()", () => {
  test.each([
    ["an issue", [{ check_name: "a", description: "d", location: { path: "p" } }], true],
    ["an issue with a fingerprint", [null, { fingerprint: "f", description: "d", location: { path: "p" } }], true],
    ["GitHub alerts", [{ number: 1, rule: {}, most_recent_instance: { location: { path: "p" } } }], false],
    ["a vulnerability of GitLab", { vulnerabilities: [{ description: "d", location: { file: "p" } }] }, false],
    ["an empty list", [], false],
  ])("%s", (_, value, expected) => {
    expect(codeQuality.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(codeQuality.detect({ form: "text", text: "{}" })).toBe(false);
    expect(codeQuality.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
