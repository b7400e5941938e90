import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { polaris } from "../../../../src/ingest/formats/posture/polaris.ts";
import { codeOf } from "../../../support/code-of.ts";

function read(value: unknown): Reading {
  return polaris.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("polaris.detect()", () => {
  test.each([
    ["a report", { PolarisOutputVersion: "1.0", Results: [] }, true],
    ["a version to be refused by name", { PolarisOutputVersion: "0.0", Results: [] }, true],
    ["no results", { PolarisOutputVersion: "1.0" }, false],
    ["Trivy", { SchemaVersion: 2, Results: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(polaris.detect({ form: "json", value })).toBe(expected);
  });
});

describe("polaris.read()", () => {
  test.each(["0.0", "2.0", "1", "1.0.0", 1, null])("refuses version %p", (PolarisOutputVersion) => {
    expect(codeOf(() => read({ PolarisOutputVersion, Results: [] }))).toBe("INPUT_UNSUPPORTED_VERSION");
  });

  test.each([
    ["danger", "high"],
    ["error", "high"],
    ["warning", "medium"],
    ["ignore", "unknown"],
    [undefined, "unknown"],
  ])("%p is %p", (Severity, expected) => {
    const Results = [{ Name: "a", Results: { x: { Success: false, Severity } } }];
    const { items } = read({ PolarisOutputVersion: "1.1", Results });
    expect(items.findings?.[0]?.severity).toBe(expected as "high");
  });

  test.each([
    ["a workload without checks", [{ Name: "a", Results: {} }], 1],
    ["no workload", [], 1],
    ["a check that passed", [{ Results: { x: { Success: true } } }], 0],
  ])("%s", (_, Results, doubts) => {
    expect(read({ PolarisOutputVersion: "1.0", Results }).coverage.doubts).toHaveLength(doubts as number);
  });
});
