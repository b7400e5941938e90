import { expect, test } from "bun:test";
import { dependencyDepths } from "../../../src/assess/sbom/depth.ts";
import { listedSboms } from "../../../src/assess/sbom/listed-sbom.ts";
import { model } from "../../support/build.ts";
import { documentOf, part } from "../../support/sboms.ts";

function depthOf(edges: readonly string[], refs: readonly string[], hasSubject = true) {
  const document = documentOf(edges, hasSubject ? { subject: part("app") } : {});
  const [depth] = dependencyDepths(
    listedSboms(model({ documents: [document], listings: refs.map((ref) => part(ref)) })),
  );
  return depth;
}

test.each<[string, readonly string[], readonly string[], readonly [string, readonly number[], number]]>([
  ["a chain", ["app → a", "a → b", "b → c"], ["a", "b", "c"], ["subject", [1, 1, 1], 0]],
  [
    "a diamond: the shortest way counts",
    ["app → a", "app → b", "a → b", "b → c"],
    ["a", "b", "c"],
    ["subject", [2, 1], 0],
  ],
  ["a cycle", ["app → a", "a → b", "b → a", "b → app"], ["a", "b"], ["subject", [1, 1], 0]],
  ["an island", ["app → a", "x → y"], ["a", "x", "y"], ["subject", [1], 2]],
  ["a component beside the graph", ["app → a"], ["a", "z"], ["subject", [1], 1]],
  ["a node that is not listed", ["app → a", "a → file", "file → b"], ["a", "b"], ["subject", [1, 0, 1], 0]],
  ["a subject that depends on nothing", ["a → b", "app"], ["a", "b"], ["roots", [1, 1], 0]],
])("dependencyDepths() of %s", (_, edges, refs, [from, distribution, unreached]) => {
  const depth = depthOf(edges, refs);
  const direct = distribution[0] ?? 0;
  const transitive = distribution.reduce((sum, count) => sum + count, 0) - direct;
  const counts = { direct, transitive, unreached, max: distribution.length, distribution: [...distribution] };
  expect<unknown>(depth).toEqual({ input: "sbom.json", status: "evaluated", from, ...counts });
});

test("dependencyDepths() counts from what nothing depends on when there is no subject", () => {
  expect(depthOf(["a → b", "c → b"], ["a", "b", "c"], false)).toMatchObject({
    from: "roots",
    direct: 2,
    transitive: 1,
  });
});

test.each([[["a", "b"]], [[]]])("dependencyDepths() without an edge is not evaluated: %j", (edges) => {
  expect(depthOf(edges, ["a"])).toMatchObject({ status: "not_evaluated" });
});

test("dependencyDepths() of a chain of 50,000 ends", () => {
  const refs = Array.from({ length: 50_000 }, (_, index) => `r${index}`);
  const edges = refs.map((ref, index) => `${index === 0 ? "app" : `r${index - 1}`} → ${ref}`);
  expect(depthOf(edges, refs)).toMatchObject({ max: 50_000, direct: 1, transitive: 49_999 });
});
