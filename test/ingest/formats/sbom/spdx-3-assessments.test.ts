import { describe, expect, test } from "bun:test";
import {
  idsOf,
  isAssessment,
  isWithdrawn,
  keyOf,
  rememberedAssessments,
  vulnerabilityOf,
} from "../../../../src/ingest/formats/sbom/spdx-3-assessments.ts";
import { type Element, type Graph, readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";

const vulnerability = { type: "security_Vulnerability", spdxId: "v", name: "CVE-2024-0001", summary: "a flaw" };
const graphOf = (...nodes: readonly object[]): Graph => readGraph({ "@graph": [vulnerability, ...nodes] });

/** The last element of a graph of these. */
function last(...nodes: readonly object[]): Element {
  const found = graphOf(...nodes).elements.at(-1);
  if (found === undefined) throw new Error("no element");
  return found;
}

test.each([
  ["security_CvssV3VulnAssessmentRelationship", true],
  ["security_EpssVulnAssessmentRelationship", true],
  ["security_VexAffectedVulnAssessmentRelationship", false],
  ["Relationship", false],
])("isAssessment() of a %s is %p", (type, expected) => {
  expect(isAssessment(last({ type }))).toBe(expected);
});

test("isWithdrawn() takes the time for a sign, with or without the profile", () => {
  const type = "security_CvssV3VulnAssessmentRelationship";
  expect(isWithdrawn(last({ type, security_withdrawnTime: "2024-01-01T00:00:00Z" }))).toBe(true);
  expect(isWithdrawn(last({ type, withdrawnTime: "2024-01-01T00:00:00Z" }))).toBe(true);
  expect(isWithdrawn(last({ type, withdrawnTime: "" }))).toBe(false);
});

test("vulnerabilityOf() is what an assessment is from; keyOf() is its element, else its address", () => {
  const graph = graphOf({ type: "EpssVulnAssessmentRelationship", from: "v" });
  const [first, second] = graph.elements;
  const found = second === undefined ? undefined : vulnerabilityOf(second, graph);
  expect(found?.id).toBe("v");
  expect<unknown>(found === undefined ? undefined : keyOf(found)).toBe(first);
  expect(keyOf({ id: "https://x/CVE-2024-0002", element: undefined })).toBe("https://x/CVE-2024-0002");
});

describe("idsOf()", () => {
  const external = (...ids: readonly string[]) => ({
    type: "security_Vulnerability",
    spdxId: "w",
    name: "CVE-2024-9999",
    externalIdentifier: ids.map((identifier) => ({ type: "ExternalIdentifier", identifier })),
  });

  test.each([
    [
      ["GHSA-aaaa-bbbb-cccc", "cve-2024-0001"],
      ["CVE-2024-0001", "GHSA-aaaa-bbbb-cccc"],
    ],
    [["OSV-1"], ["OSV-1"]],
    [[], ["CVE-2024-9999"]],
  ])("of the identifiers %j is %j", (given, expected) => {
    const graph = graphOf(external(...given));
    expect(idsOf({ id: "w", element: graph.byId.get("w") }, graph)).toEqual(expected);
  });

  test("of a vulnerability elsewhere is in its address", () => {
    const graph = graphOf();
    expect(idsOf({ id: "https://x.example/vulns/CVE-2024-0002", element: undefined }, graph)).toEqual([
      "CVE-2024-0002",
    ]);
    expect(idsOf({ id: "https://x.example/vulns/2", element: undefined }, graph)).toEqual([]);
  });
});

describe("rememberedAssessments()", () => {
  const score = {
    type: "security_CvssV3VulnAssessmentRelationship",
    from: "v",
    security_score: "9.8",
    security_severity: "critical",
  };

  test("gathers scores, words and probabilities of all who assessed it, but what was withdrawn", () => {
    const graph = graphOf(
      score,
      { ...score, security_score: 5, security_severity: "low", security_withdrawnTime: "2024-01-01T00:00:00Z" },
      { type: "security_EpssVulnAssessmentRelationship", from: "v", security_probability: 0.1 },
      { type: "security_EpssVulnAssessmentRelationship", from: "v", security_probability: 0.4 },
      { type: "security_CvssV2VulnAssessmentRelationship", from: "elsewhere", security_score: 3 },
    );
    const found = rememberedAssessments(graph)({ id: "v", element: graph.byId.get("v") });
    expect(found.cvss.map((one) => [one.version, one.score])).toEqual([["3.1", 9.8]]);
    expect([found.ids, found.title, found.words, found.epss]).toEqual([["CVE-2024-0001"], "a flaw", ["critical"], 0.4]);
  });

  test("works each out once", () => {
    const graph = graphOf(score);
    const assessed = rememberedAssessments(graph);
    const reference = { id: "v", element: graph.byId.get("v") };
    expect(assessed(reference)).toBe(assessed({ ...reference }));
  });
});
