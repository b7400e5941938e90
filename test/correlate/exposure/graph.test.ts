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
