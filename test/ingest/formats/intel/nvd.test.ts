import { describe, expect, test } from "bun:test";
import type { Advisory } from "../../../../src/domain/advisory.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { nvd } from "../../../../src/ingest/formats/intel/nvd.ts";
import { codeOf } from "../../../support/code-of.ts";

function read(answer: object): Reading {
  const value = { format: "NVD_CVE", version: "2.0", ...answer };
  return nvd.read({ form: "json", value }, { name: "nvd.json", sha256: "0".repeat(64) });
}

function advisory(cve: object): Advisory | undefined {
  return read({ vulnerabilities: [{ cve: { id: "CVE-2024-1", ...cve } }] }).items.advisories?.[0];
}

const metric = (type: string, baseScore: number, baseSeverity?: string): object => ({
  type,
  cvssData: { baseScore, baseSeverity, vectorString: "" },
});

test.each([
  ["an answer", { format: "NVD_CVE" }, true],
  ["another format", { format: "NVD_CPE" }, false],
  ["a feed of version 1", { CVE_data_type: "CVE", CVE_Items: [] }, true],
  ["a record", { id: "CVE-2026-0001", vulnStatus: "Analyzed", descriptions: [] }, true],
  ["a list of wrapped records", [{ cve: { id: "CVE-2026-0001", vulnStatus: "Analyzed", descriptions: [] } }], true],
  ["a feed of a mirror", { cve_items: [{ id: "CVE-2026-0001", vulnStatus: "Analyzed", descriptions: [] }] }, true],
  ["something with an id", { id: "CVE-2026-0001", descriptions: [] }, false],
  ["null", null, false],
])("nvd.detect(): %s", (_, value, expected) => {
  expect(nvd.detect({ form: "json", value })).toBe(expected);
});

describe("nvd.read()", () => {
  test("refuses a feed of version 1", () => {
    const value = { CVE_data_type: "CVE", CVE_data_version: "4.0", CVE_Items: [] };
    expect(codeOf(() => nvd.read({ form: "json", value }, { name: "a", sha256: "" }))).toBe(
      "INPUT_UNSUPPORTED_VERSION",
    );
  });

  test("reads records on lines, wrapped or not", () => {
    const values = [{ id: "CVE-2026-0001", vulnStatus: "x" }, { cve: { id: "CVE-2026-0002" } }];
    const { items } = nvd.read({ form: "stream", syntax: "json", values }, { name: "a", sha256: "" });
    expect(items.advisories?.map(({ source }) => source.pointer)).toEqual(["/0", "/1/cve"]);
  });

  test("refuses records that are no list", () => {
    expect(codeOf(() => read({ vulnerabilities: {} }))).toBe("INPUT_MALFORMED");
  });

  test.each(["1.1", 2, undefined])("refuses version %p", (version) => {
    expect(codeOf(() => read({ version, vulnerabilities: [] }))).toBe("INPUT_UNSUPPORTED_VERSION");
  });

  test.each([
    [
      "the newest version",
      { cvssMetricV2: [metric("Primary", 9)], cvssMetricV31: [metric("Primary", 5, "MEDIUM")] },
      "medium",
    ],
    [
      "4.0 of others before 3.1 of NVD",
      { cvssMetricV31: [metric("Primary", 5, "MEDIUM")], cvssMetricV40: [metric("Secondary", 9, "CRITICAL")] },
      "critical",
    ],
    [
      "NVD's own in one version",
      { cvssMetricV31: [metric("Secondary", 9, "CRITICAL"), metric("Primary", 5, "MEDIUM")] },
      "medium",
    ],
    ["the word beside the data of 2.0", { cvssMetricV2: [{ ...metric("Primary", 9), baseSeverity: "HIGH" }] }, "high"],
    ["a score that is worse than its word", { cvssMetricV31: [metric("Primary", 9.8, "LOW")] }, "critical"],
    ["a word that is worse than its score", { cvssMetricV31: [metric("Primary", 0, "CRITICAL")] }, "critical"],
    ["the band without a word", { cvssMetricV30: [metric("Primary", 9.1)] }, "critical"],
    ["nothing", {}, "unknown"],
    ["null", null, "unknown"],
  ])("severity: %s", (_, metrics, expected) => {
    expect(advisory({ metrics })?.severity).toBe(expected as "high");
  });

  test("keeps the metrics of all versions, the best first", () => {
    const metrics = {
      cvssMetricV2: [metric("Primary", 7)],
      cvssMetricV30: [metric("Secondary", 5), metric("Primary", 6)],
    };
    expect(advisory({ metrics })?.cvss.map(({ version, score }) => [version, score])).toEqual([
      ["3.0", 6],
      ["3.0", 5],
      ["2.0", 7],
    ]);
  });

  test.each([
    [
      { cisaExploitAdd: "2024-01-01", cisaActionDue: "2024-01-22" },
      { dateAdded: "2024-01-01", dueDate: "2024-01-22" },
    ],
    [{ cisaExploitAdd: "2024-01-01" }, { dateAdded: "2024-01-01", dueDate: "2024-01-01" }],
    [{ cisaActionDue: "2024-01-22" }, undefined],
  ])("known exploitation of %p is %p", (fields, expected) => {
    expect(advisory(fields)?.kev).toEqual(expected as Advisory["kev"]);
  });

  test("takes CWEs from every weakness once, and the first English description as title", () => {
    const description = [{ value: "CWE-787" }, { value: "NVD-CWE-Other" }];
    const descriptions = [
      { lang: "es", value: "hola" },
      { lang: "en-US", value: "e".repeat(300) },
    ];
    expect(advisory({ weaknesses: [{ description }, { description }], descriptions })).toMatchObject({
      cwes: ["CWE-787"],
      title: "e".repeat(120),
    });
  });

  test("counts what NVD rejected and what has no id", () => {
    const vulnerabilities = [{ cve: { id: "CVE-2024-1", vulnStatus: "Rejected" } }, { cve: {} }, null];
    const { accounts, coverage } = read({ vulnerabilities });
    expect(accounts[0]).toMatchObject({ raw: 3, kept: 0 });
    expect(coverage.doubts).toHaveLength(1);
  });

  test.each([
    [{ vulnerabilities: [{ cve: { id: "CVE-2024-1" } }], totalResults: 1 }, 0],
    [{ vulnerabilities: [{ cve: { id: "CVE-2024-1" } }], totalResults: 2 }, 1],
    [{ vulnerabilities: [{ cve: { id: "CVE-2024-1", metrics: { cvssMetricV31: {} } } }] }, 1],
    [{ vulnerabilities: [] }, 1],
    [{}, 1],
  ])("doubts of %p: %p", (answer, doubts) => {
    expect(read(answer).coverage.doubts).toHaveLength(doubts);
  });
});
