import { expect, test } from "bun:test";
import { readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";
import { readRelations } from "../../../../src/ingest/formats/sbom/spdx-3-relationships.ts";
import { edgesOf } from "../../../support/edges.ts";

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
])("readRelations() of %s from %s to %j", (relationshipType, from, to, expected) => {
  const relation = { type: "LifecycleScopedRelationship", relationshipType, from, to };
  expect(readRelations(readGraph({ "@graph": [...things, relation] })).count).toBe(expected);
});

test("readRelations() tells dependencies from contents, and whether their completeness is told", () => {
  const relation = { type: "Relationship", from: "a", to: ["b"] };
  const graph = [
    ...things,
    { ...relation, relationshipType: "contains", to: ["b", "f"] },
    { ...relation, relationshipType: "dependsOn", to: ["b"], completeness: "complete" },
    {
      ...relation,
      relationshipType: "dependsOn",
      from: "b",
      to: ["https://spdx.org/rdf/3.0.1/terms/Core/NoneElement"],
    },
  ];
  const { dependencies, contains, tellsCompleteness } = readRelations(readGraph({ "@graph": graph }));
  expect(edgesOf(dependencies)).toEqual(["a → b"]);
  expect(edgesOf(contains)).toEqual(["a → b"]);
  expect(tellsCompleteness).toBe(true);
});
