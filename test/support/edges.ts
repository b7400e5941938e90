import type { RefGraph } from "../../src/domain/component.ts";

/** The edges of a graph as `a → b`, then each reference that stands alone. */
export function edgesOf({ numbers, from, to }: RefGraph): readonly string[] {
  const refs = [...numbers.keys()];
  const edges = from.map((node, edge) => `${refs[node]} → ${refs[to[edge] ?? -1]}`);
  return [...edges, ...refs.filter((_, node) => !from.includes(node) && !to.includes(node))];
}

/** A graph of references: each `a → b`, or `a` alone. */
export function graphOf(...edges: readonly string[]): RefGraph {
  const numbers = new Map<string, number>();
  const [from, to]: [number[], number[]] = [[], []];
  function numberOf(ref: string): number {
    const known = numbers.get(ref) ?? numbers.size;
    numbers.set(ref, known);
    return known;
  }
  for (const edge of edges) {
    const [first = "", second] = edge.split(" → ");
    const node = numberOf(first);
    if (second === undefined) continue;
    from.push(node);
    to.push(numberOf(second));
  }
  return { numbers, from, to };
}
