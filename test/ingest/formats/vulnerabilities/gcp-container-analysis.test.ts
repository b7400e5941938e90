import { describe, expect, test } from "bun:test";
import { gcpContainerAnalysis } from "../../../../src/ingest/formats/vulnerabilities/gcp-container-analysis.ts";

const origin = { name: "gcp.json", sha256: "0".repeat(64) };
const occurrence = { name: "projects/a/occurrences/1", noteName: "projects/goog-vulnz/notes/CVE-2024-0001" };

describe("gcpContainerAnalysis.detect()", () => {
  test.each([
    ["occurrences", { occurrences: [occurrence] }, true],
    ["a list", [occurrence], true],
    ["a description", { package_vulnerability_summary: {} }, true],
    ["a description without a scan", { package_vulnerability_summary: "No vulnerability data found." }, false],
    ["no occurrence", { occurrences: [] }, false],
    ["other occurrences", { occurrences: [{ name: "a" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(gcpContainerAnalysis.detect({ form: "json", value })).toBe(expected);
  });
});

describe("gcpContainerAnalysis.read()", () => {
  test.each([
    [{ fullName: "1:6.2-2", name: "6.2" }, "1:6.2-2"],
    [{ epoch: 1, name: "6.2", revision: "2" }, "1:6.2-2"],
    [{ name: "6.2" }, "6.2"],
    [{ kind: "MINIMUM" }, undefined],
  ])("the version %p is %p", (affectedVersion, expected) => {
    const vulnerability = { packageIssue: [{ affectedPackage: "a", affectedVersion }] };
    const value = [{ ...occurrence, vulnerability }];
    const { items } = gcpContainerAnalysis.read({ form: "json", value }, origin);
    expect(items.observations?.[0]?.package.version).toBe(expected as string);
  });
});
