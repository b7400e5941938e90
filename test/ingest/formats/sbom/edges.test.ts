import { expect, test } from "bun:test";
import { addEdges, emptyGraph, nodeOf } from "../../../../src/ingest/formats/sbom/edges.ts";
import { edgesOf } from "../../../support/edges.ts";

test("addEdges() numbers each reference once, in the order in which it is met", () => {
  const graph = emptyGraph();
  addEdges(graph, "a", ["b", "c"]);
  addEdges(graph, "b", []);
  addEdges(graph, "a", ["d", "", 7, null]);
  addEdges(graph, "e", []);
  expect([...graph.numbers]).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
    ["d", 3],
    ["e", 4],
  ]);
  expect(edgesOf(graph)).toEqual(["a → b", "a → c", "a → d", "e"]);
  expect(nodeOf(graph, "c")).toBe(2);
});
