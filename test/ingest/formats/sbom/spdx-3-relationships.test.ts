import { expect, test } from "bun:test";
import { readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";
import { countDependencies } from "../../../../src/ingest/formats/sbom/spdx-3-relationships.ts";

const things = [
  { type: "software_Package", spdxId: "a" },
  { type: "software_Package", spdxId: "b" },
  { type: "software_File", spdxId: "f" },
];

test.each([
  ["dependsOn", "a", ["b"], 1],
  ["DEPENDS_ON", "a", "b", 1],
  ["contains", "a", ["b", "f", "elsewhere"], 2],
  ["contains", "f", ["b"], 0],
  ["hasStaticLink", "a", ["b"], 1],
  ["hasDeclaredLicense", "a", ["b"], 0],
  ["dependsOn", "a", [], 0],
])("countDependencies() of %s from %s to %j", (relationshipType, from, to, expected) => {
  const relation = { type: "LifecycleScopedRelationship", relationshipType, from, to };
  expect(countDependencies(readGraph({ "@graph": [...things, relation] }))).toBe(expected);
});
