import { describe, expect, test } from "bun:test";
import { aqua } from "../../../../src/ingest/formats/vulnerabilities/aqua.ts";

const origin = { name: "aqua.json", sha256: "0".repeat(64) };

describe("aqua.detect()", () => {
  test.each([
    ["a scan", { image: "a", resources: [{ resource: {} }] }, true],
    ["a scan without resources", { image: "a", vulnerability_summary: {} }, true],
    ["a scan in a list", [{ image_name: "a", results: { image: "a", resources: [{ resource: {} }] } }], true],
    ["resources of something else", { image: "a", resources: [{ name: "b" }] }, false],
    ["an image alone", { image: "a" }, false],
    ["API 1", { image_name: "a", cves: [] }, true],
    ["API 1 without a name", { cves: [{ file: "a", score: 1 }] }, true],
    ["other CVEs", { cves: [{ id: "CVE-1" }] }, false],
    ["API 2", { result: [{ name: "CVE-1", aqua_severity: "low" }] }, true],
    ["API 2 without a vulnerability", { count: 0, pagesize: 50, result: [] }, true],
    ["another result", { result: [{ name: "a" }] }, false],
    ["an empty result", { result: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(aqua.detect({ form: "json", value })).toBe(expected);
  });
});

describe("aqua.read()", () => {
  const severityOf = (entry: object): string | undefined => {
    const value = { image_name: "a", cves: [{ name: "CVE-2024-0001", ...entry }] };
    return aqua.read({ form: "json", value }, origin).items.observations?.[0]?.severity;
  };

  test.each([
    [{ aqua_severity: "low", nvd_severity_v3: "critical" }, "low"],
    [{ vendor_severity: "medium", nvd_severity: "high" }, "medium"],
    [{ nvd_cvss3_severity: "critical", nvd_severity: "high" }, "critical"],
    [{ nvd_score: 7.5 }, "high"],
    [{ vendor_score: 9, vendor_score_version: "Aqua" }, "unknown"],
    [{}, "unknown"],
  ])("the severity of %p is %p", (entry, expected) => {
    expect(severityOf(entry)).toBe(expected);
  });

  test.each([
    [1567784942, "2019-09-06T15:49:02.000Z"],
    [0, undefined],
    [-1, undefined],
    [1e300, undefined],
    ["1567784942", undefined],
  ])("a scan that started at %p is dated %p", (seconds, expected) => {
    const value = { image: "a", vulnerability_summary: {}, scan_started: { seconds } };
    expect(aqua.read({ form: "json", value }, origin).coverage.generatedAt).toBe(expected as string);
  });
});
