import { expect, test } from "bun:test";
import { type Edge, internet, reachability, sideOf } from "../../../src/correlate/exposure/graph.ts";
import { pathText } from "../../../src/domain/exposure.ts";

const edge = (from: string, to: string, open: boolean | undefined, how = "leads"): Edge => ({ from, to, open, how });

const told = (edges: readonly Edge[], node: string) => {
  const reach = reachability(edges)(node);
  return reach && [reach.exposed, pathText(reach.path), reach.why];
};

test("reachability() prefers a way that is open to a shorter one that is not told", () => {
  const edges = [
    edge(internet, "b", undefined, "may lead"),
    edge(internet, "a", true),
    edge("a", "b", true, "is next"),
  ];
  expect(told(edges, "b")).toEqual(["yes", "internet → a (leads) → b (is next)", "b is next"]);
});

test("reachability() tells what is not told, and what closes a way", () => {
  expect(told([edge(internet, "a", undefined, "may"), edge("a", "b", true)], "b")?.[2]).toBe("a may");
  expect(told([edge(internet, "a", false, "is shut"), edge("a", "b", true)], "b")).toEqual([
    "no",
    "internet → a (is shut)",
    "a is shut",
  ]);
});

test("reachability() tells of a way that was made and closed before one that nobody made", () => {
  const unmade: Edge = { ...edge(internet, "svc", false, "is for the cluster"), unmade: true };
  const made = [edge(internet, "ingress", false, "is internal"), edge("ingress", "svc", true)];
  expect(told([unmade, ...made, edge("svc", "pod", true)], "pod")?.[2]).toBe("ingress is internal");
  expect(told([unmade, edge("svc", "pod", true)], "pod")?.[2]).toBe("svc is for the cluster");
});

test("reachability() tells of the way that is closed in the fewest places", () => {
  const edges = [
    edge(internet, "a", false, "is shut"),
    edge("a", "pod", false, "is shut too"),
    edge(internet, "b", true),
    edge("b", "c", true),
    edge("c", "pod", false, "lets nothing through"),
  ];
  expect(told(edges, "pod")).toEqual([
    "no",
    "internet → b (leads) → c (leads) → pod (lets nothing through)",
    "pod lets nothing through",
  ]);
});

test("reachability() says nothing of what no edge leads to, and ends in a ring", () => {
  expect(told([edge("a", "b", true)], "b")).toBeUndefined();
  expect(told([edge(internet, "a", true), edge("a", "b", true), edge("b", "a", true)], "b")?.[0]).toBe("yes");
});

test("sideOf() is written as the resource, and is one step with it", () => {
  const side = sideOf("svc", "inside");
  expect(
    told([edge(internet, "svc", true), edge("svc", side, true, "turns"), edge(side, "pod", true)], "pod")?.[1],
  ).toBe("internet → svc (leads, turns) → pod (leads)");
});

test("reachability() does not depend on the order of edges", () => {
  const edges = [
    edge(internet, "a", true, "one"),
    edge(internet, "b", true),
    edge("a", "c", true),
    edge("b", "c", true),
  ];
  expect(told(edges.toReversed(), "c")).toEqual(told(edges, "c"));
});
