import { describe, expect, test } from "bun:test";
import { readPackages } from "../../../../src/ingest/formats/sbom/spdx-2-packages.ts";
import { readRelations, subjectOf } from "../../../../src/ingest/formats/sbom/spdx-2-relationships.ts";
import { edgesOf } from "../../../support/edges.ts";

function relation(spdxElementId: string, relationshipType: string, relatedSpdxElement: string) {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

describe("readRelations()", () => {
  test.each<[string, number]>([
    ["DEPENDS_ON", 1],
    ["DEPENDENCY_OF", 1],
    ["BUILD_DEPENDENCY_OF", 1],
    ["CONTAINS", 1],
    ["CONTAINED_BY", 1],
    ["STATIC_LINK", 1],
    ["DESCRIBES", 0],
    ["GENERATED_FROM", 0],
    ["BUILD_TOOL_OF", 0],
    ["depends_on", 0],
  ])("counts %s %d times", (type, expected) => {
    expect(readRelations({ relationships: [relation("a", type, "b")] }).count).toBe(expected);
  });

  test("leaves out what a package contains as a file", () => {
    const files = [{ SPDXID: "file" }, null];
    const relationships = [relation("a", "CONTAINS", "file"), relation("file", "CONTAINED_BY", "a"), null, {}];
    expect(readRelations({ files, relationships: [...relationships, relation("a", "CONTAINS", "b")] }).count).toBe(1);
  });
});

test.each([
  ["DEPENDS_ON", ["a → b"], []],
  ["DEPENDENCY_OF", ["b → a"], []],
  ["STATIC_LINK", ["a → b"], []],
  ["CONTAINS", [], ["a → b"]],
  ["CONTAINED_BY", [], ["b → a"]],
])("readRelations() of %s points from what needs or holds to what is needed or held", (type, needs, holds) => {
  const { dependencies, contains } = readRelations({ relationships: [relation("a", type, "b")] });
  expect<unknown>(edgesOf(dependencies)).toEqual(needs);
  expect<unknown>(edgesOf(contains)).toEqual(holds);
});

test.each(["NONE", "NOASSERTION"])("readRelations() takes %s for no package", (nothing) => {
  const { dependencies } = readRelations({ relationships: [relation("a", "DEPENDS_ON", nothing)] });
  expect(edgesOf(dependencies)).toEqual(["a"]);
});

describe("subjectOf()", () => {
  const packages = [
    { name: "one", SPDXID: "1" },
    { name: "two", SPDXID: "2" },
  ];
  const files = [{ SPDXID: "file" }];

  test.each<[string, Record<string, unknown>, string | undefined]>([
    ["documentDescribes", { documentDescribes: ["1"] }, "one"],
    ["DESCRIBES", { relationships: [relation("doc", "DESCRIBES", "2")] }, "two"],
    ["DESCRIBED_BY", { relationships: [relation("2", "DESCRIBED_BY", "doc")] }, "two"],
    ["both at once", { documentDescribes: ["1"], relationships: [relation("doc", "DESCRIBES", "1")] }, "one"],
    ["a file and a package", { documentDescribes: ["file", "file", "1"] }, "one"],
    ["two packages", { documentDescribes: ["1", "2"] }, undefined],
    ["an id that is nowhere", { documentDescribes: ["3"] }, undefined],
    ["DESCRIBES of another element", { relationships: [relation("1", "DESCRIBES", "2")] }, undefined],
    ["nothing", {}, undefined],
  ])("by %s", (_, members, name) => {
    const spdx = { SPDXID: "doc", packages, files, ...members };
    expect(subjectOf(spdx, readPackages(spdx, "bom.json", "").components)?.name).toBe(name);
  });

  test("is not one of two packages that share the described id", () => {
    const spdx = { SPDXID: "doc", packages: [...packages, { name: "uno", SPDXID: "1" }], documentDescribes: ["1"] };
    expect(subjectOf(spdx, readPackages(spdx, "bom.json", "").components)).toBeUndefined();
  });
});
