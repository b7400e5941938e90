import { describe, expect, test } from "bun:test";
import { readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";
import { readSpdx3Observations } from "../../../../src/ingest/formats/sbom/spdx-3-observations.ts";
import { readSpdx3Packages } from "../../../../src/ingest/formats/sbom/spdx-3-packages.ts";

const things = [
  { type: "software_Package", spdxId: "p", name: "lib", software_packageVersion: "1" },
  { type: "software_File", spdxId: "f", name: "lib.so" },
  { type: "security_Vulnerability", spdxId: "v", name: "CVE-2024-0001" },
];

function read(...nodes: readonly object[]) {
  const graph = readGraph({ "@graph": [...things, ...nodes] });
  return readSpdx3Observations(graph, readSpdx3Packages(graph, "a"), { input: "a", tool: "t" });
}

const has = { type: "Relationship", relationshipType: "hasAssociatedVulnerability", from: "p", to: ["v"] };
const cvss = { type: "security_CvssV3VulnAssessmentRelationship", from: "v", to: ["p"], security_severity: "low" };

describe("readSpdx3Observations()", () => {
  test.each([
    ["a relationship", has],
    ["a score", cvss],
    [
      "a VEX statement of what is affected",
      { type: "security_VexAffectedVulnAssessmentRelationship", from: "v", to: ["p"] },
    ],
  ])("takes %s for a tie", (_, node) => {
    const { observations, loose } = read(node);
    expect(observations.map(({ id, package: ref }) => [id, ref.name, ref.version])).toEqual([
      ["CVE-2024-0001", "lib", "1"],
    ]);
    expect(loose).toBe(0);
  });

  test("does not take what is not affected for one, and knows that somebody spoke of it", () => {
    const { observations, loose } = read({
      type: "security_VexNotAffectedVulnAssessmentRelationship",
      from: "v",
      to: ["p"],
    });
    expect([observations.length, loose]).toEqual([0, 0]);
  });

  test("counts vulnerabilities that are tied to nothing", () => {
    expect(read().loose).toBe(1);
  });

  test("ties to the part of a product that was assessed, and names a file", () => {
    expect(read({ ...cvss, security_assessedElement: "f" }).observations[0]?.package).toEqual({ name: "lib.so" });
  });

  test("keeps each pair once, with the worst word", () => {
    const { observations, notUsed } = read(has, cvss, { ...cvss, security_severity: "critical" });
    expect(observations.map(({ severity }) => severity)).toEqual(["critical"]);
    expect([...notUsed.values()]).toEqual([2]);
  });

  test.each([
    ["withdrawn", { ...cvss, security_withdrawnTime: "2024-01-01T00:00:00Z" }],
    ["about nothing in the document", { ...has, from: "elsewhere" }],
    ["of a vulnerability without an id", { ...has, to: ["urn:x"] }],
  ])("counts a tie that is %s", (_, node) => {
    const { observations, notUsed } = read(node);
    expect([observations.length, [...notUsed.values()]]).toEqual([0, [1]]);
  });
});
