import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { kubeLinter } from "../../../../src/ingest/formats/posture/kube-linter.ts";

function read(value: unknown): Reading {
  return kubeLinter.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("kubeLinter.detect()", () => {
  test.each([
    ["a report", { Checks: [], Reports: [], Summary: { KubeLinterVersion: "0.7" } }, true],
    ["a clean report", { Checks: [], Reports: null, Summary: { ChecksStatus: "Passed" } }, true],
    ["no summary", { Checks: [], Reports: [] }, false],
    ["no checks", { Reports: [], Summary: { KubeLinterVersion: "0.7" } }, false],
  ])("%s", (_, value, expected) => {
    expect(kubeLinter.detect({ form: "json", value })).toBe(expected);
  });
});

describe("kubeLinter.read()", () => {
  const clean = {
    Checks: [{ name: "a" }],
    Reports: null,
    Summary: { ChecksStatus: "Passed", KubeLinterVersion: "0.7" },
  };

  test.each([
    ["a clean report of a named version", clean, 0],
    ["no check", { ...clean, Checks: [] }, 1],
    ["no version", { ...clean, Summary: { ChecksStatus: "Passed" } }, 1],
    ["a failure that is not listed", { ...clean, Summary: { ...clean.Summary, ChecksStatus: "Failed" } }, 1],
  ])("%s", (_, value, doubts) => {
    expect(read(value).coverage.doubts).toHaveLength(doubts as number);
  });
});
