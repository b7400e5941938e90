import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { kubescape } from "../../../../src/ingest/formats/posture/kubescape.ts";
import { codeOf } from "../../../support/code-of.ts";

function read(value: unknown): Reading {
  return kubescape.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("kubescape.detect()", () => {
  test.each([
    ["results", { summaryDetails: {}, results: [] }, true],
    ["null for results", { summaryDetails: {}, results: null }, true],
    ["one framework", { name: "NSA", controlReports: [{ controlID: "C-1" }] }, true],
    ["a list of frameworks", [{ controlReports: [{ ruleReports: [] }] }], true],
    ["frameworks in a report", { frameworks: [{ controlReports: [{ controlID: "C-1" }] }] }, true],
    ["a summary alone", { summaryDetails: {} }, false],
    ["results alone", { results: [] }, false],
    ["frameworks of something else", { frameworks: [{ name: "SOC 2" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(kubescape.detect({ form: "json", value })).toBe(expected);
  });
});

describe("kubescape.read()", () => {
  test.each([
    [undefined, "v2"],
    ["v2", "v2"],
  ])("format version %p is read as %p", (formatVersion, expected) => {
    expect(read({ summaryDetails: {}, results: [], metadata: { scanMetadata: { formatVersion } } }).formatVersion).toBe(
      expected,
    );
  });

  test.each(["v1", "v3", 2])("refuses results of format version %p", (formatVersion) => {
    const value = { summaryDetails: {}, results: [], metadata: { scanMetadata: { formatVersion } } };
    expect(codeOf(() => read(value))).toBe("INPUT_UNSUPPORTED_VERSION");
  });
});
