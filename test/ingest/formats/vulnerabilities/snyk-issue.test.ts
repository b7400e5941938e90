import { describe, expect, test } from "bun:test";
import type { Observation } from "../../../../src/domain/vulnerability.ts";
import { snykObservation, snykSuppression } from "../../../../src/ingest/formats/vulnerabilities/snyk-issue.ts";

function observe(issue: object, manager?: string): Observation | undefined {
  const source = { input: "scan.json", pointer: "/vulnerabilities/0" };
  return snykObservation({ id: "SNYK-1", ...issue }, { source, manager, suppression: undefined });
}

describe("snykObservation() names the package", () => {
  test.each([
    ["of npm", { name: "@a/b", version: "1.0.0", packageManager: "npm" }, "@a/b", "pkg:npm/%40a/b@1.0.0"],
    ["of Maven", { name: "g:a", version: "1", packageManager: "maven" }, "g:a", "pkg:maven/g/a@1"],
    ["of Python", { name: "My_Lib", version: "1", packageManager: "pip" }, "My_Lib", "pkg:pypi/my-lib@1"],
    [
      "of Go, whose names are packages",
      { name: "x.org/m/p", version: "1", packageManager: "golang" },
      "x.org/m/p",
      undefined,
    ],
    [
      "of a distribution, by its binary",
      { name: "gcc-10/libgcc-s1", packageManager: "debian:11" },
      "libgcc-s1",
      undefined,
    ],
    ["of a distribution, with a slash at the end", { name: "gcc/", packageManager: "debian:11" }, "gcc/", undefined],
    ["by the other members", { packageName: "left", packageManager: "npm" }, "left", "pkg:npm/left"],
  ])("%s", (_, issue, name, purl) => {
    expect(observe(issue)?.package).toMatchObject({ name, ...(purl !== undefined && { purl }) });
    expect(observe(issue)?.package.purl).toBe(purl as string);
  });

  test("by the project's package manager when the issue tells none", () => {
    expect(observe({ name: "left", version: "1.0.0" }, "yarn")?.package.purl).toBe("pkg:npm/left@1.0.0");
  });

  test("or not at all", () => expect(observe({ version: "1" })).toBeUndefined());
});

describe("snykObservation() severity", () => {
  test.each([
    ["the newer scale wins", { severity: "high", severityWithCritical: "critical" }, "critical"],
    ["null there is none", { severity: "medium", severityWithCritical: null }, "medium"],
    ["the score without a word", { CVSSv3: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }, "high"],
    ["a score without a vector", { cvssScore: 9.1 }, "critical"],
    ["a null score", { cvssScore: null, CVSSv3: null }, "unknown"],
  ] as const)("%s", (_, members, severity) => {
    expect(observe({ name: "left", ...members })?.severity).toBe(severity);
  });
});

test("snykObservation() takes its own score once when a source repeats it", () => {
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  const cvssSources = [{ assigner: "Snyk", baseScore: 7.5, vector }];
  expect(observe({ name: "left", cvssScore: 7.5, cvssSources })?.cvss).toHaveLength(1);
  expect(observe({ name: "left", cvssScore: 7.5, CVSSv3: vector, cvssSources })?.cvss).toHaveLength(1);
});

test.each([
  ["several reasons, once each", { ignored: [{ reason: "a" }, { reason: "b" }, { reason: "a" }] }, "a; b"],
  ["the word for no reason", { ignored: [{ reason: "None Given" }] }, undefined],
  ["nothing", null, undefined],
])("snykSuppression() gives the reason: %s", (_, filtered, justification) => {
  expect(snykSuppression({ filtered }, "ignore").justification).toBe(justification as string);
});
