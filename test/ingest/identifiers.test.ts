import { describe, expect, test } from "bun:test";
import {
  canonicalVulnerabilityId,
  cweOf,
  malformedIdDoubts,
  relatedCves,
  vulnerabilityIdsIn,
} from "../../src/ingest/identifiers.ts";

describe("cweOf()", () => {
  test.each([
    ["CWE-79", "CWE-79"],
    ["cwe-79: Cross-site scripting", "CWE-79"],
    ["79", "CWE-79"],
    ["external/cwe/cwe-079", "CWE-79"],
    ["CWE 22", "CWE-22"],
    ["CWE_89", "CWE-89"],
    ["xcwe-79", undefined],
    ["CWE-", undefined],
    ["CWE-123456", undefined],
    ["79a", undefined],
    ["", undefined],
  ])("%p names %p", (text, cwe) => {
    expect(cweOf(text)).toBe(cwe);
  });
});

describe("vulnerabilityIdsIn()", () => {
  test("finds CVE and GHSA ids in a rule id, each once, in one spelling", () => {
    const text = "cve-2021-44228-pkg/GHSA-JFH8-C2JP-5V3Q/CVE-2021-44228";
    expect(vulnerabilityIdsIn(text)).toEqual(["CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"]);
  });

  test("finds none in prose, in a word that only looks like one, and in a long text", () => {
    expect(vulnerabilityIdsIn("java/sql-injection")).toEqual([]);
    expect(vulnerabilityIdsIn("CVE-21-1 GHSA-aaaa-bbbb")).toEqual([]);
    const prose = "x ".repeat(150);
    expect(vulnerabilityIdsIn(`${prose}CVE-2021-44228${prose}`)).toEqual([]);
  });

  test.each([
    ["CVE-2021-44228_log4j-core_2.14.1", ["CVE-2021-44228"]],
    ["xray_CVE-2021-44228", ["CVE-2021-44228"]],
    ["GHSA-jfh8-c2jp-5v3q_x", ["GHSA-jfh8-c2jp-5v3q"]],
    ["CVE\u20112021\u201144228", ["CVE-2021-44228"]],
    ["XCVE-2021-44228", []],
    ["CVE-2021-44228a", []],
    [`CVE-2021-44228 ${"x".repeat(300)}`, ["CVE-2021-44228"]],
    [`${"x".repeat(300)} CVE-2021-44228`, ["CVE-2021-44228"]],
    [`${"x".repeat(195)} CVE-2021-44228 ${"x".repeat(400)}`, ["CVE-2021-44228"]],
  ])("in %p finds %p", (text, ids) => {
    expect(vulnerabilityIdsIn(text)).toEqual(ids);
  });
});

test.each([
  ["cve-2021-44228", "CVE-2021-44228"],
  ["ghsa-JFH8-C2JP-5V3Q", "GHSA-jfh8-c2jp-5v3q"],
  ["PYSEC-2021-98", "PYSEC-2021-98"],
  ["osv-2021-1", "osv-2021-1"],
  [" cve-2021-44228\n", "CVE-2021-44228"],
  ["\u200bCVE-2021-44228\u2060", "CVE-2021-44228"],
  ["CVE\u00ad-2021-44228", "CVE-2021-44228"],
  ["\ufeffCVE-2021-44228\u00a0", "CVE-2021-44228"],
  ["CVE\u20102021\u201544228", "CVE-2021-44228"],
  ["CVE\u22122021\u201344228", "CVE-2021-44228"],
  ["\uff23\uff36\uff25-2021-44228", "CVE-2021-44228"],
  ["ALAS\u20112021-1", "ALAS-2021-1"],
])("canonicalVulnerabilityId() writes %p as %p", (given, canonical) => {
  expect(canonicalVulnerabilityId(given)).toBe(canonical);
});

test("relatedCves() keeps canonical, well-formed CVE ids that are not the flaw's own", () => {
  expect(relatedCves(["cve-2021-44228", "GHSA-jfh8-c2jp-5v3q", "CVE-2021-44228", "CVE-21-1"], [])).toEqual([
    "CVE-2021-44228",
  ]);
  expect(relatedCves(["CVE-2021-44228"], ["CVE-2021-44228"])).toBeUndefined();
  expect(relatedCves([], [])).toBeUndefined();
});

test.each([
  ["CVE-2021-44228", 0],
  ["CVE-2024-1", 0],
  ["GHSA-jfh8-c2jp-5v3q", 0],
  ["CVE_2021_44228", 1],
  ["CVE-2021-44228x", 1],
  ["CVE-2O21-44228", 1],
])("malformedIdDoubts() of %p are %d", (id, count) => {
  expect(malformedIdDoubts([{ id }])).toHaveLength(count);
});
