import { describe, expect, test } from "bun:test";
import {
  isMendFinding,
  toMendFinding,
  toMendVulnerability,
} from "../../../../src/ingest/formats/vulnerabilities/mend-record.ts";

const source = { input: "a", pointer: "/vulnerabilities/0" };

describe("toMendVulnerability()", () => {
  const of = (entry: object, library: unknown = { name: "lib-1.0.jar" }) =>
    toMendVulnerability({ name: "CVE-2024-0001", ...entry }, library, source);

  test.each([
    [
      { type: "MAVEN_ARTIFACT", groupId: "org.x", artifactId: "lib", version: "1" },
      { name: "org.x:lib", version: "1", purl: "pkg:maven/org.x/lib@1", ecosystem: "MAVEN_ARTIFACT" },
    ],
    [
      { type: "MAVEN_ARTIFACT", groupId: "org.x", artifactId: "lib-1.jar", filename: "lib-1.jar" },
      { name: "lib-1.jar", ecosystem: "MAVEN_ARTIFACT" },
    ],
    [
      { type: "SOURCE_LIBRARY", artifactId: "x" },
      { name: "x", ecosystem: "SOURCE_LIBRARY" },
    ],
  ])("in %j has the package %j", (library, expected) => {
    expect<unknown>(of({}, library)?.package).toEqual(expected);
  });

  test.each([
    ["Upgrade to version org.x:lib:1.13, 1.12.1", ["1.13", "1.12.1"]],
    ["Upgrade to version 2.0;3.0", ["2.0", "3.0"]],
    ["Replace or update the following files: a.c", []],
    ["Upgrade to version one of the new", []],
  ])("advised to %s is fixed in %j", (fixResolution, expected) => {
    expect(of({ topFix: { fixResolution } })?.fixedIn).toEqual(expected);
  });

  test.each([
    [
      { cvss3_score: "9.8", score: "7.5" },
      [
        ["3.1", 9.8],
        ["2.0", 7.5],
      ],
    ],
    [{ score: 5 }, [["2.0", 5]]],
    [{ score: "high" }, []],
  ])("of %j has the scores %j", (entry, expected) => {
    expect<unknown>(of(entry)?.cvss.map(({ version, score }) => [version, score])).toEqual(expected);
  });

  test("needs an id and a library", () => {
    expect(toMendVulnerability({}, { name: "a" }, source)).toBeUndefined();
    expect(of({}, {})).toBeUndefined();
  });
});

test.each([
  [{ component: {}, vulnerability: {} }, true],
  [{ component: {} }, false],
  [{ vulnerability: {} }, false],
])("isMendFinding(%j) is %p", (entry, expected) => {
  expect(isMendFinding(entry)).toBe(expected);
});

describe("toMendFinding()", () => {
  const finding = { component: { name: "lib" }, vulnerability: { name: "CVE-2024-0001", severity: "HIGH" } };

  test.each([
    [
      { status: "IGNORED", comment: { text: "not used" } },
      { kind: "tool", rule: "status IGNORED", justification: "not used" },
    ],
    [{ status: "LIBRARY_IN_HOUSE" }, { kind: "tool", rule: "status LIBRARY_IN_HOUSE" }],
    [{ status: "ACTIVE" }, undefined],
  ])("of %j is set aside as %j", (findingInfo, expected) => {
    expect<unknown>(toMendFinding({ ...finding, findingInfo }, source)?.suppression).toEqual(expected);
  });

  test("takes the vector for the scores of its generation", () => {
    const vulnerabilityScoring = [
      { type: "CVSS_3", score: 1 },
      { type: "CVSS_2", score: 5 },
      { type: "EPSS", score: 1 },
    ];
    const scoreMetadataVector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    const vulnerability = { ...finding.vulnerability, vulnerabilityScoring };
    const found = toMendFinding({ ...finding, vulnerability, scoreMetadataVector }, source);
    expect(found?.cvss.map(({ version, score }) => [version, score])).toEqual([
      ["3.1", 9.8],
      ["2.0", 5],
    ]);
  });

  test("needs an id and a component", () => {
    expect(toMendFinding({ component: { name: "a" }, vulnerability: {} }, source)).toBeUndefined();
    expect(toMendFinding({ component: {}, vulnerability: { name: "CVE-2024-0001" } }, source)).toBeUndefined();
  });
});
