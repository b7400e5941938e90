import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { trivyOperator } from "../../../../src/ingest/formats/posture/trivy-operator.ts";
import { codeOf } from "../../../support/code-of.ts";

function read(value: unknown): Reading {
  return trivyOperator.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

const apiVersion = "aquasecurity.github.io/v1alpha1";

describe("trivyOperator.read()", () => {
  test("a clean VulnerabilityReport says that vulnerabilities were looked for", () => {
    const report = { scanner: { version: "0.57" }, vulnerabilities: [] };
    const { items, coverage } = read({ apiVersion, kind: "VulnerabilityReport", report });
    expect([items.observations, coverage.doubts]).toEqual([[], []]);
  });

  test("other reports do not say so", () => {
    const reading = read({ apiVersion, kind: "ConfigAuditReport", report: { checks: [] } });
    expect(reading.items.observations).toBeUndefined();
  });

  test.each(["aquasecurity.github.io/v1", "aquasecurity.github.io/v1beta1"])("refuses %p", (version) => {
    const value = { apiVersion: version, kind: "VulnerabilityReport", report: {} };
    expect(codeOf(() => read(value))).toBe("INPUT_UNSUPPORTED_VERSION");
  });

  test("prefers the version of a release to that of a development build, and the oldest time", () => {
    const of = (version: string, updateTimestamp: string): object => {
      return { apiVersion, kind: "ConfigAuditReport", report: { scanner: { version }, updateTimestamp, checks: [] } };
    };
    const { coverage } = read([of("dev", "2025-03-01"), of("0.57", "2025-01-01")]);
    expect([coverage.toolVersion, coverage.generatedAt]).toEqual(["0.57", "2025-01-01"]);
  });
});
