import { describe, expect, test } from "bun:test";
import { coverageOf, madeOf } from "../../../../src/ingest/formats/sbom/spdx-3-coverage.ts";
import { readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";
import { readSpdx3Observations } from "../../../../src/ingest/formats/sbom/spdx-3-observations.ts";
import { readSpdx3Packages } from "../../../../src/ingest/formats/sbom/spdx-3-packages.ts";

const graphOf = (...nodes: readonly unknown[]) => readGraph({ "@graph": nodes });

const info = { type: "CreationInfo", "@id": "_:c", created: "2024-01-01T00:00:00Z", createdUsing: ["t"] };
const tool = { type: "Tool", spdxId: "t", name: "syft-1.2.3" };

describe("madeOf()", () => {
  test("takes the document's own creation info, not the first", () => {
    const other = { ...info, "@id": "_:d", created: "2020-01-01T00:00:00Z" };
    const graph = graphOf(other, info, tool, { type: "SpdxDocument", spdxId: "d", creationInfo: "_:c" });
    expect(madeOf(graph)).toMatchObject({ generatedAt: "2024-01-01T00:00:00Z", tool: "syft", toolVersion: "1.2.3" });
  });

  test("takes the first where there is no document", () => {
    expect(madeOf(graphOf(info)).generatedAt).toBe("2024-01-01T00:00:00Z");
    expect(madeOf(graphOf())).toEqual({});
  });

  test("takes a program that made it for the tool, and no person", () => {
    const made = { type: "CreationInfo", "@id": "_:c", createdBy: ["s", "p"] };
    const agents = [
      { type: "SoftwareAgent", spdxId: "s", name: "builder" },
      { type: "Person", spdxId: "p", name: "Jo" },
    ];
    expect(madeOf(graphOf(made, ...agents)).tool).toBe("builder");
  });
});

describe("coverageOf()", () => {
  const pkg = { type: "software_Package", spdxId: "p", name: "a" };

  function doubts(isAboutVulnerabilities: boolean, ...nodes: readonly unknown[]): number {
    const graph = graphOf(...nodes);
    const packages = readSpdx3Packages(graph, "a");
    const observed = readSpdx3Observations(graph, packages, { input: "a", tool: "t" });
    const stated = { statements: [], notUsed: new Map() };
    const content = { graph, packages, observed, stated, targets: 1, isAboutVulnerabilities };
    return coverageOf({}, content).doubts.length;
  }

  test.each([
    ["a package", false, [pkg], 0],
    ["nothing", false, [], 1],
    ["nothing, of vulnerabilities", true, [], 0],
    ["a model alone", false, [{ ...pkg, type: "ai_AIPackage" }], 1],
    ["a model with a purl", false, [{ ...pkg, type: "ai_AIPackage", software_packageUrl: "pkg:mlflow/a@1" }], 0],
    ["a version that is no text", false, [{ ...pkg, software_packageVersion: 1 }], 1],
    ["a vulnerability tied to nothing", false, [pkg, { type: "security_Vulnerability", name: "CVE-2024-0001" }], 1],
    ["a package without a name", false, [pkg, { type: "software_Package" }], 1],
  ])("of %s has that many doubts", (_, isAboutVulnerabilities, nodes, expected) => {
    expect(doubts(isAboutVulnerabilities, ...nodes)).toBe(expected);
  });
});
