import { describe, expect, test } from "bun:test";
import {
  cwesAmong,
  gitlabCoverage,
  gitlabNotices,
  gitlabVersion,
  identifiersOf,
  isAboutPackages,
  isGitlabReport,
  scannerOf,
} from "../../../../src/ingest/formats/findings/gitlab-report.ts";
import { codeOf } from "../../../support/code-of.ts";

const entry = { identifiers: [{ type: "x", value: "y" }], location: {} };

describe("isGitlabReport()", () => {
  test.each([
    ["a typed scan", { vulnerabilities: [], scan: { type: "sast" } }, true],
    ["entries alone", { vulnerabilities: [null, entry] }, true],
    ["a clean report of version 2", { version: "2.3", vulnerabilities: [], remediations: [] }, true],
    ["an empty list of anybody's", { vulnerabilities: [] }, false],
    ["Snyk", { vulnerabilities: [{ identifiers: { CVE: [] } }], packageManager: "npm" }, false],
    ["NVD", { format: "NVD_CVE", vulnerabilities: [{ cve: {} }] }, false],
    ["CycloneDX", { bomFormat: "CycloneDX", vulnerabilities: [entry] }, false],
    ["no list", { scan: { type: "sast" } }, false],
  ])("%s", (_, report, expected) => {
    expect(isGitlabReport(report)).toBe(expected);
  });
});

test.each([
  [{ scan: { type: "sast" } }, false],
  [{ scan: { type: "dependency_scanning" } }, true],
  [{ scan: { type: "container_scanning" } }, true],
  [{ scan: { type: "cluster_image_scanning" } }, true],
  [{ scan: { type: "new_scanning" } }, false],
  [{ vulnerabilities: [{ category: "container_scanning" }] }, true],
  [{ vulnerabilities: [{ location: { dependency: { package: {} } } }] }, false],
  [{ vulnerabilities: [{ location: { dependency: { package: { name: "a" } } } }] }, true],
])("isAboutPackages(%j) is %p", (report, expected) => {
  expect(isAboutPackages(report)).toBe(expected);
});

describe("gitlabVersion()", () => {
  test.each([
    ["15.0.7", "15"],
    ["14.1.3", "14"],
    ["3.0", "3"],
    ["2.3", "2"],
    [undefined, undefined],
  ])("%p is %p", (version, expected) => {
    expect(gitlabVersion({ version }, "r.json")).toBe(expected as string);
  });

  test.each(["16.0.0", "1.3", "15a", "", 15, null, "152"])("refuses %p", (version) => {
    expect(codeOf(() => gitlabVersion({ version }, "r.json"))).toBe("INPUT_UNSUPPORTED_VERSION");
  });
});

test("scannerOf() prefers the entry's own", () => {
  const report = { scan: { scanner: { id: "b", name: "B" } } };
  expect([scannerOf(report, { scanner: { id: "a" } }), scannerOf(report), scannerOf({})]).toEqual([
    "a",
    "B",
    undefined,
  ]);
});

test.each([
  ["nothing wrong", { version: "15.0.0", scan: { status: "success", scanner: { id: "a" } } }, 0],
  ["a failure", { version: "15.0.0", scan: { status: "failure", scanner: { id: "a" } } }, 1],
  ["no status", { version: "15.0.0", scan: { scanner: { id: "a" } } }, 1],
  ["no scanner", { version: "2.3" }, 1],
  ["nothing told", {}, 2],
])("gitlabCoverage() with %s", (_, report, doubts) => {
  expect(gitlabCoverage(report, undefined).doubts).toHaveLength(doubts);
});

test("gitlabNotices() repeats warnings, five of them at most", () => {
  const messages = [...Array.from({ length: 9 }, () => ({ level: "warn", value: "w" })), { level: "info", value: "i" }];
  expect(gitlabNotices({ scan: { messages } })).toHaveLength(5);
});

test("identifiersOf() and cwesAmong() read numbers, names and values", () => {
  const identifiers = identifiersOf({
    identifiers: [
      null,
      { type: "CWE", value: 79 },
      { type: "cwe", value: "rule", name: "CWE-89" },
      { type: "cwe", value: "CWE-22" },
      { type: "cve", value: "CVE-2024-0001" },
      { type: "cwe" },
    ],
  });
  expect(identifiers).toHaveLength(4);
  expect(cwesAmong(identifiers)).toEqual(["79", "CWE-89", "CWE-22"]);
});
