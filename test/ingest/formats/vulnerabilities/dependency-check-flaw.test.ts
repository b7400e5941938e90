import { describe, expect, test } from "bun:test";
import {
  type CheckedFlaw,
  databaseDateOf,
  readChecked,
} from "../../../../src/ingest/formats/vulnerabilities/dependency-check-flaw.ts";
import {
  type VulnerabilitySink,
  vulnerabilitySink,
} from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

const flaw: CheckedFlaw = {
  name: "CVE-2024-10001",
  word: "HIGH",
  v2: undefined,
  v3: undefined,
  v3Version: undefined,
  v4: undefined,
  v4Vector: undefined,
  cwes: [],
  description: undefined,
  notes: undefined,
  fixedIn: [],
  pointer: "/x",
};

function readOne(members: Partial<CheckedFlaw>, packages: readonly string[] = []): VulnerabilitySink {
  const sink = vulnerabilitySink("dc.json");
  readChecked(
    { fileName: "left.jar", packages, vulnerabilities: [{ ...flaw, ...members }], suppressed: [], related: 0 },
    sink,
  );
  return sink;
}

describe("readChecked() names the package", () => {
  test.each([
    ["by its package URL", ["pkg:npm/%40a/b@1"], { name: "@a/b", version: "1", purl: "pkg:npm/%40a/b@1" }],
    ["by the first that is one", ["cpe:/a:x", "pkg:nuget/X@2"], { name: "X", version: "2", purl: "pkg:nuget/X@2" }],
    [
      "by older Maven identifiers",
      ["(g.a:lib:1.0)"],
      { name: "g.a:lib", version: "1.0", purl: "pkg:maven/g.a/lib@1.0" },
    ],
    ["by its file", ["(lib:1.0)", "a:b:c:d"], { name: "left.jar" }],
  ])("%s", (_, packages, ref) => {
    expect(readOne({}, packages).observations[0]?.package).toMatchObject(ref);
  });
});

describe("readChecked() severity", () => {
  test.each([
    ["a word", { word: "moderate" }, "medium"],
    ["a number in place of one", { word: "9.8" }, "critical"],
    ["0.0 for none", { word: "0.0" }, "info"],
    ["the scores without one", { word: undefined, v2: 9.5, v3: 5 }, "high"],
    ["nothing", { word: "Unknown" }, "unknown"],
  ] as const)("%s", (_, members, severity) => {
    expect(readOne(members).observations[0]?.severity).toBe(severity);
  });
});

test.each([
  [
    "the date of the data",
    [
      ["NVD CVE Checked", "b"],
      ["NVD CVE Modified", "a"],
    ],
    "a",
  ],
  [
    "that of the last look",
    [
      ["VersionCheckOn", "c"],
      ["NVD CVE Checked", "b"],
    ],
    "b",
  ],
  ["none that tells of versions of the tool", [["VersionCheckOn", "c"]], undefined],
  ["none", [], undefined],
] as const)("databaseDateOf() gives %s", (_, sources, expected) => {
  expect(databaseDateOf(sources.map(([name, date]) => ({ name, date })))).toBe(expected as string);
});
