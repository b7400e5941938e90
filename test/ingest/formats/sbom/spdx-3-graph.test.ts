import { describe, expect, test } from "bun:test";
import { member, readGraph, references } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";

describe("readGraph()", () => {
  test.each([
    ["software_Package", "Package"],
    ["Package", "Package"],
    ["software:Package", "Package"],
    ["https://spdx.org/rdf/3.0.1/terms/Software/Package", "Package"],
    ["SpdxDocument", "SpdxDocument"],
  ])("the class of %s is %s", (type, expected) => {
    expect(readGraph({ "@graph": [{ type }] }).elements[0]?.type).toBe(expected);
  });

  test("finds elements inside others, with their place", () => {
    const inner = { "@type": "Tool", "@id": "_:t" };
    const { elements, byId } = readGraph({ "@graph": [{ type: "CreationInfo", "a/b": [inner] }] });
    expect(elements.map(({ pointer }) => pointer)).toEqual(["/@graph/0", "/@graph/0/a~1b/0"]);
    expect(byId.get("_:t")?.node).toBe(inner);
  });

  test("takes a document without a graph for one element, and a graph for one that is no list", () => {
    expect(readGraph({ type: "Package" }).elements.map(({ pointer }) => pointer)).toEqual([""]);
    expect(readGraph({ "@graph": { type: "Package" } }).elements.map(({ pointer }) => pointer)).toEqual(["/@graph"]);
  });

  test("counts entries that are no element", () => {
    expect(readGraph({ "@graph": [null, 1, {}, { type: 3 }, { type: "Package" }] }).unreadable).toBe(4);
  });

  test.each([[null], [[]], ["x"], [3], [{}]])("reads %p as nothing", (value) => {
    expect(readGraph(value).elements).toEqual([]);
  });

  test("the first of two elements with one id is it", () => {
    const first = { type: "Tool", spdxId: "a" };
    expect(readGraph({ "@graph": [first, { type: "Tool", spdxId: "a" }] }).byId.get("a")?.node).toBe(first);
  });
});

test("references() finds elements by id and by holding them, and keeps the ids of others", () => {
  const held = { type: "Tool", spdxId: "h" };
  const graph = readGraph({
    "@graph": [
      { type: "Tool", spdxId: "a" },
      { type: "X", inner: held },
    ],
  });
  const found = references(["a", held, "gone", { "@id": "a" }, 3, "", null], graph);
  expect(found.map(({ id, element }) => [id, element?.type])).toEqual([
    ["a", "Tool"],
    ["h", "Tool"],
    ["gone", undefined],
    ["a", "Tool"],
  ]);
  expect(references("a", graph).length).toBe(1);
  expect([references(undefined, graph), references(null, graph)]).toEqual([[], []]);
});

test("member() reads a member with its profile before one without", () => {
  expect(member({ software_a: 1, a: 2 }, "software", "a")).toBe(1);
  expect(member({ a: 2 }, "software", "a")).toBe(2);
  expect(member({}, "software", "constructor")).toBeUndefined();
});

test.each([
  ["dependsOn", "dependson"],
  ["DEPENDS_ON", "dependson"],
  [undefined, ""],
])("the relation of %p is %p", (relationshipType, expected) => {
  const [element] = readGraph({ type: "LifecycleScopedRelationship", relationshipType }).elements;
  expect(element?.relation).toBe(expected);
});
