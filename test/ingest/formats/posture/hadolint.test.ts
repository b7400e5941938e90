import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { hadolint } from "../../../../src/ingest/formats/posture/hadolint.ts";

function read(value: unknown): Reading {
  return hadolint.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("hadolint.detect()", () => {
  test.each([
    ["a report", [{ code: "DL3008", level: "warning", file: "Dockerfile" }], true],
    ["a rule of ShellCheck", [{ code: "SC2086", level: "info", file: "Dockerfile" }], true],
    ["ShellCheck itself", [{ code: 2086, level: "info", file: "a.sh" }], false],
    ["codes of another linter", [{ code: "E501", level: "error", file: "a.py" }], false],
    ["no file", [{ code: "DL3008", level: "warning" }], false],
    ["an empty list: of anybody", [], false],
  ])("%s", (_, value, expected) => {
    expect(hadolint.detect({ form: "json", value })).toBe(expected);
  });
});

describe("hadolint.read()", () => {
  test.each([
    ["error", "high"],
    ["warning", "medium"],
    ["info", "low"],
    ["style", "low"],
    ["ignore", "unknown"],
  ])("level %p is %p", (level, severity) => {
    const { items } = read([{ code: "DL3008", level, file: "Dockerfile", line: 1 }]);
    expect(items.findings?.[0]?.severity).toBe(severity as "high");
  });
});
