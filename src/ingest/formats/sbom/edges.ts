/** A graph of references while its reader fills it (`RefGraph`). */
export type GraphDraft = {
  readonly numbers: Map<string, number>;
  readonly from: number[];
  readonly to: number[];
};

export function emptyGraph(): GraphDraft {
  return { numbers: new Map(), from: [], to: [] };
}

/** The number of a reference, which is a node from then on. */
export function nodeOf({ numbers }: GraphDraft, ref: string): number {
  const known = numbers.get(ref);
  if (known !== undefined) return known;
  const number = numbers.size;
  numbers.set(ref, number);
  return number;
}

/** Adds edges of one reference; one without any becomes a node that points to nothing. */
export function addEdges(graph: GraphDraft, ref: string, targets: readonly unknown[]): void {
  const from = nodeOf(graph, ref);
  for (const target of targets) {
    if (typeof target !== "string" || target === "") continue;
    graph.from.push(from);
    graph.to.push(nodeOf(graph, target));
  }
}
