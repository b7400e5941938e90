import { expect, test } from "bun:test";
import { aboutBom, readDependencies } from "../../../../src/ingest/formats/sbom/cyclonedx-about.ts";
import { edgesOf } from "../../../support/edges.ts";

test("readDependencies() counts every edge and keeps those between references", () => {
  const dependencies = [
    { ref: "a", dependsOn: ["b", "b", ""] },
    { ref: "a", dependsOn: ["c"] },
    { ref: "d" },
    { dependsOn: ["x"] },
    null,
  ];
  const { graph, edges } = readDependencies({ dependencies });
  expect(edges).toBe(5);
  expect(edgesOf(graph)).toEqual(["a → b", "a → b", "a → c", "d"]);
});

test("aboutBom() tells what the BOM says of itself", () => {
  const bom = {
    serialNumber: "urn:uuid:x",
    version: 3,
    metadata: {
      timestamp: "2026-01-01T00:00:00Z",
      lifecycles: [{ phase: "build" }, { name: "house phase" }, {}],
      manufacturer: { name: "Acme", contact: [{ email: "a@acme.example" }] },
      authors: [{ name: "Ann" }],
    },
    compositions: [{ aggregate: "complete" }],
    vulnerabilities: [{ id: "CVE-2021-0001" }],
  };
  expect(aboutBom(bom, "1.6", [{ name: "lister", version: undefined }])).toEqual({
    format: "CycloneDX",
    formatVersion: "1.6",
    authors: ["Acme", "Ann"],
    contacts: ["a@acme.example"],
    tools: [{ name: "lister" }],
    timestamp: "2026-01-01T00:00:00Z",
    lifecycles: ["build", "house phase"],
    revision: "urn:uuid:x/3",
    tellsCompleteness: true,
    holdsVulnerabilities: true,
  });
});

test("aboutBom() of nothing says nothing", () => {
  expect(aboutBom({}, "1.2", [])).toEqual({
    format: "CycloneDX",
    formatVersion: "1.2",
    authors: [],
    contacts: [],
    tools: [],
    lifecycles: [],
    tellsCompleteness: false,
    holdsVulnerabilities: false,
  });
});
