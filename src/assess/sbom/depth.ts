import type { RefGraph } from "../../domain/component.ts";
import type { ListedSbom } from "./listed-sbom.ts";

/** How deep the components of one SBOM stand below what it describes. */
export type DependencyDepth = { readonly input: string } & (
  | { readonly status: "not_evaluated"; readonly why: string }
  | {
      readonly status: "evaluated";
      /** Counted from the subject, or where that depends on nothing, from what nothing depends on. */
      readonly from: "subject" | "roots";
      readonly direct: number;
      readonly transitive: number;
      /** Components that no way leads to. */
      readonly unreached: number;
      readonly max: number;
      /** Depth → components, from 1 on. */
      readonly distribution: readonly number[];
    }
);

/** The depths of each SBOM by its dependencies, the shortest way counting; what contains what tells no depth. */
export function dependencyDepths(sboms: readonly ListedSbom[]): readonly DependencyDepth[] {
  return sboms.map(depthOf);
}

function depthOf({ document, parts, subjectAt, dependencyNodes }: ListedSbom): DependencyDepth {
  const { input, dependencies } = document;
  if (dependencies === undefined || dependencies.from.length === 0) {
    return { input, status: "not_evaluated", why: "the SBOM says of no component what it depends on" };
  }
  const graph = adjacencyOf(dependencies);
  const root = known(dependencyNodes[subjectAt]);
  const firsts = root === undefined ? [] : graph.targets(root);
  const depths = depthsFrom(firsts.length > 0 ? firsts : rootsOf(dependencies), graph, root);
  const distribution = distributionOf(dependencyNodes, depths);
  const reached = distribution.reduce((sum, count) => sum + count, 0);
  const direct = distribution[0] ?? 0;
  return {
    input,
    status: "evaluated",
    from: firsts.length > 0 ? "subject" : "roots",
    direct,
    transitive: reached - direct,
    unreached: parts.length - (subjectAt === -1 ? 0 : 1) - reached,
    max: distribution.length,
    distribution,
  };
}

function known(node: number | undefined): number | undefined {
  return node === undefined || node < 0 ? undefined : node;
}

/** Who points to whom, quick to ask. */
type Adjacency = { readonly count: number; readonly targets: (node: number) => readonly number[] };

/** All targets in one list, those of a node side by side. */
function adjacencyOf({ numbers, from, to }: RefGraph): Adjacency {
  const starts = new Array<number>(numbers.size + 1).fill(0);
  for (const node of from) starts[node + 1] = (starts[node + 1] ?? 0) + 1;
  for (let node = 1; node < starts.length; node++) starts[node] = (starts[node] ?? 0) + (starts[node - 1] ?? 0);
  const next = [...starts];
  const targets = new Array<number>(to.length).fill(0);
  for (const [edge, node] of from.entries()) {
    const place = next[node] ?? 0;
    targets[place] = to[edge] ?? 0;
    next[node] = place + 1;
  }
  return { count: numbers.size, targets: (node) => targets.slice(starts[node], starts[node + 1]) };
}

/** Nodes that nothing depends on. */
function rootsOf({ numbers, to }: RefGraph): readonly number[] {
  const needed = new Uint8Array(numbers.size);
  for (const node of to) needed[node] = 1;
  return [...numbers.values()].filter((node) => needed[node] === 0);
}

/** Breadth first, each node once, so that cycles end: the depth of each, 0 where no way leads. */
function depthsFrom(firsts: readonly number[], { count, targets }: Adjacency, root: number | undefined): Int32Array {
  const depths = new Int32Array(count);
  if (root !== undefined) depths[root] = -1;
  let level: readonly number[] = firsts;
  for (let depth = 1; level.length > 0; depth++) {
    const fresh = level.filter((node) => enters(node, depth, depths));
    level = fresh.flatMap(targets);
  }
  return depths;
}

/** Gives a node its depth, unless it has one. */
function enters(node: number, depth: number, depths: Int32Array): boolean {
  if (depths[node] !== 0) return false;
  depths[node] = depth;
  return true;
}

/** Components by depth; what stands in the graph without being listed counts for nothing. */
function distributionOf(nodes: Int32Array, depths: Int32Array): readonly number[] {
  const distribution: number[] = [];
  for (const node of nodes) {
    const depth = node < 0 ? 0 : (depths[node] ?? 0);
    if (depth < 1) continue;
    while (distribution.length < depth) distribution.push(0);
    distribution[depth - 1] = (distribution[depth - 1] ?? 0) + 1;
  }
  return distribution;
}
