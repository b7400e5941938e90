import { describe, expect, test } from "bun:test";
import type { Observation } from "../../../../src/domain/vulnerability.ts";
import { mend } from "../../../../src/ingest/formats/vulnerabilities/mend.ts";
import { toMendVulnerability } from "../../../../src/ingest/formats/vulnerabilities/mend-record.ts";

describe("mend.detect()", () => {
  test.each([
    ["vulnerabilities with libraries", { vulnerabilities: [{ library: {} }] }, true],
    ["vulnerabilities without", { vulnerabilities: [{ id: 1 }] }, false],
    ["an empty list of anyone", { vulnerabilities: [] }, false],
    ["an inventory", { projectVitals: {}, libraries: [] }, true],
    ["libraries alone", { libraries: [] }, false],
    ["findings", { additionalData: {}, response: [{ component: {}, vulnerability: {} }] }, true],
    ["no finding", { additionalData: {}, supportToken: "t", response: [] }, true],
    ["findings about code", { additionalData: {}, supportToken: "t", response: [{ name: "SQL Injection" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(mend.detect({ form: "json", value })).toBe(expected);
  });
});

function observe(entry: object, library: object): Observation | undefined {
  return toMendVulnerability({ name: "CVE-2024-0001", ...entry }, library, { input: "a", pointer: "" });
}

describe("toMendVulnerability()", () => {
  test.each([
    [{ type: "MAVEN_ARTIFACT", groupId: "g", artifactId: "a", version: "1" }, "g:a", "pkg:maven/g/a@1"],
    [{ type: "MAVEN_ARTIFACT", groupId: "g", artifactId: "a-1.jar", name: "a", version: "1" }, "a", undefined],
    [
      { type: "NODE_PACKAGED_MODULE", groupId: "lru-cache", artifactId: "lru-cache-5.tgz", version: "5" },
      "lru-cache",
      "pkg:npm/lru-cache@5",
    ],
    [
      { type: "JAVA_ARCHIVE", groupId: "a-1", artifactId: "a-1.jar", filename: "a-1.jar", version: "1" },
      "a-1.jar",
      undefined,
    ],
    [{ type: "SOURCE_LIBRARY", groupId: "nodejs", artifactId: "nan", version: "1" }, "nan", undefined],
  ])("the package of %p is %p", (library, name, purl) => {
    const found = observe({}, library)?.package;
    expect([found?.name, found?.purl]).toEqual([name, purl]);
  });

  test.each([
    ["Upgrade To Version 1.7", ["1.7"]],
    ["Upgrade to version org.x:lib:1.13, org.x:lib:1.12.1", ["1.13", "1.12.1"]],
    ["Upgrade to version httpcomponents-client 4.1.1 or greater", []],
    ["Replace or update the following files: a.js", []],
    [undefined, []],
  ])("the advice %p fixes in %p", (fixResolution, expected) => {
    expect(observe({ topFix: { fixResolution } }, { name: "a" })?.fixedIn).toEqual(expected);
  });

  test("takes the newer severity where there is one", () => {
    expect(observe({ severity: "medium", cvss3_severity: "HIGH" }, { name: "a" })?.severity).toBe("high");
    expect(observe({ severity: "medium" }, { name: "a" })?.severity).toBe("medium");
  });
});
