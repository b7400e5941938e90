import { describe, expect, test } from "bun:test";
import type { VexStatement } from "../../../../src/domain/vex.ts";
import { readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";
import { readSpdx3Packages } from "../../../../src/ingest/formats/sbom/spdx-3-packages.ts";
import { subjectOf } from "../../../../src/ingest/formats/sbom/spdx-3-relationships.ts";
import { readSpdx3Statements, type Spdx3Statements } from "../../../../src/ingest/formats/sbom/spdx-3-statements.ts";

const made = { type: "CreationInfo", "@id": "_:i", created: "2026-01-01T00:00:00Z", createdBy: ["urn:acme"] };
const others = [
  made,
  { type: "Organization", spdxId: "urn:acme", name: "Acme" },
  { type: "Person", spdxId: "urn:jo", name: "Jo" },
  { type: "software_Package", spdxId: "a", name: "a", software_packageVersion: "1" },
  { type: "software_Package", spdxId: "b", name: "b", software_packageUrl: "pkg:npm/b@1" },
];

function read(elements: readonly object[]): Spdx3Statements {
  const graph = readGraph({ "@graph": [...others, ...elements] });
  const packages = readSpdx3Packages(graph, "a");
  return readSpdx3Statements({ graph, packages, subject: subjectOf(graph, packages), input: "a" });
}

function statement(kind: string, rest: object, more: readonly object[] = []): VexStatement | undefined {
  const type = `security_Vex${kind}VulnAssessmentRelationship`;
  return read([{ type, from: "urn:CVE-2026-0001", to: ["b"], creationInfo: "_:i", ...rest }, ...more]).statements[0];
}

describe("readSpdx3Statements()", () => {
  test.each([
    ["Affected", "affected"],
    ["Fixed", "fixed"],
    ["NotAffected", "not_affected"],
    ["UnderInvestigation", "under_investigation"],
    ["Unsure", undefined],
  ])("%s is %p", (kind, status) => {
    expect<unknown>(statement(kind, {})?.status).toBe(status);
  });

  test.each([
    ["vulnerableCodeNotPresent", "vulnerable_code_not_present"],
    ["componentNotPresent", "component_not_present"],
    ["trustMe", undefined],
    ["constructor", undefined],
  ])("justification %s is %p", (security_justificationType, expected) => {
    expect(statement("NotAffected", { security_justificationType })?.justification).toBe(expected);
  });

  test("a justification of another status is none", () => {
    expect(statement("Fixed", { security_justificationType: "componentNotPresent" })?.justification).toBeUndefined();
  });

  test.each([
    [{}, "2026-01-01T00:00:00Z", "Acme"],
    [{ security_publishedTime: "2026-01-02T00:00:00Z", suppliedBy: "urn:jo" }, "2026-01-02T00:00:00Z", "Jo"],
    [
      { security_publishedTime: "2026-01-02T00:00:00Z", security_modifiedTime: "2026-01-03T00:00:00Z" },
      "2026-01-03T00:00:00Z",
      "Acme",
    ],
    [{ security_modifiedTime: "soon", suppliedBy: "urn:gone" }, "2026-01-01T00:00:00Z", "Acme"],
    [{ creationInfo: "_:gone" }, undefined, undefined],
  ])("%j is of %p by %p", (rest, timestamp, author) => {
    const found = statement("Fixed", rest);
    expect([found?.timestamp, found?.author]).toEqual([timestamp, author]);
  });

  test("a package without a purl goes by name and version, unless it is the subject", () => {
    const describes = { type: "Relationship", relationshipType: "describes", from: "urn:doc", to: ["a"] };
    expect(statement("Fixed", { to: ["a"] })?.products).toEqual([{ id: "a@1", subcomponents: [] }]);
    expect(statement("Fixed", { to: ["a"] }, [describes])?.products).toEqual([{ id: "a", subcomponents: [] }]);
    expect(statement("Fixed", { to: ["b", "z"] })?.products).toEqual([
      { id: "b", purl: "pkg:npm/b@1", subcomponents: [] },
      { id: "z", subcomponents: [] },
    ]);
  });

  test("counts what it cannot use", () => {
    const type = "security_VexFixedVulnAssessmentRelationship";
    const { statements, notUsed } = read([
      { type, to: ["b"] },
      { type, from: "urn:CVE-2026-0001" },
      { type, from: "urn:CVE-2026-0001", to: ["b"], security_withdrawnTime: "2026-01-01T00:00:00Z" },
    ]);
    expect(statements).toEqual([]);
    expect([...notUsed.values()]).toEqual([1, 1, 1]);
  });
});
