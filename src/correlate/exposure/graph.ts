import type { Exposed, ExposureKind, ExposurePath, ExposureStep } from "../../domain/exposure.ts";
import { compareTexts } from "../../domain/order.ts";
import type { Resource } from "../../domain/resource.ts";
import { shorten } from "../../standards/wire.ts";
import type { Truth } from "./truth.ts";

/** Where every path begins. */
export const internet = "internet";

/** A way from one thing to the next: open, closed, or not told. */
export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly open: Truth;
  /** How `to` is reached, what closes the way, or what is not told; in our words around names. */
  readonly how: string;
  /** Closed because nobody made it a way in: it says why only where no way was made and closed. */
  readonly unmade?: boolean;
};

/** A resource of which somebody asks whether it is exposed. */
export type Target = {
  /** Node of the graph: the resource's address. */
  readonly node: string;
  readonly kind: Exclude<ExposureKind, "design" | "context" | "application" | "finding" | "overlay">;
  readonly resource: Resource;
  readonly images: readonly string[];
  readonly labels: readonly string[];
  /** What to say, and whether it closes the matter, when no way leads to it. */
  readonly alone?: { readonly exposed: "no" | "unknown"; readonly why: string };
};

/** What one kind of platform adds to the graph. */
export type Part = { readonly targets: readonly Target[]; readonly edges: readonly Edge[] };

/** A second node of one resource, for traffic that comes another way; it is written as the resource. */
export function sideOf(node: string, side: string): string {
  return `${node}${sideMark}${side}`;
}

/** No address holds it. */
const sideMark = "\u0000";

function resourceOf(node: string): string {
  const end = node.indexOf(sideMark);
  return shorten(end === -1 ? node : node.slice(0, end), maxName);
}

const maxName = 300;

/** What the graph says of a node. */
export type Reach = { readonly exposed: Exposed; readonly path: ExposurePath; readonly why: string };

/** How a node was first reached, for walking back. */
type Trail = ReadonlyMap<string, Edge>;

/** Answers for any node whether the internet reaches it. Four searches in breadth, whatever the number of nodes. */
export function reachability(edges: readonly Edge[]): (node: string) => Reach | undefined {
  const sorted = edges.toSorted((a, b) => compareTexts([a.from, a.to, a.how], [b.from, b.to, b.how]));
  const byFrom = Map.groupBy(sorted, (edge) => edge.from);
  const open = search(byFrom, (edge) => edge.open === true);
  const maybe = search(byFrom, (edge) => edge.open !== false);
  const made = search(byFrom, (edge) => edge.unmade !== true);
  const any = search(byFrom, () => true);
  return (node) => {
    if (open.has(node)) return reach("yes", walk(open, node));
    if (maybe.has(node)) return reach("unknown", walk(maybe, node));
    if (made.has(node)) return reach("no", walk(made, node));
    return any.has(node) ? reach("no", walk(any, node)) : undefined;
  };
}

/** The ways with the fewest closed edges, of these the shortest: what is closed in one place is told by that place. */
function search(byFrom: ReadonlyMap<string, readonly Edge[]>, takes: (edge: Edge) => boolean): Trail {
  const trail = new Map<string, Edge>();
  let reached = [internet];
  while (reached.length > 0) {
    const closed = spread(byFrom, { trail, reached, takes });
    reached = closed.filter((edge) => enter(trail, edge)).map((edge) => edge.to);
  }
  return trail;
}

/** Goes on from what is reached as far as no edge is closed; returns the closed ones that it came by. */
function spread(
  byFrom: ReadonlyMap<string, readonly Edge[]>,
  from: { readonly trail: Map<string, Edge>; readonly reached: string[]; readonly takes: (edge: Edge) => boolean },
): readonly Edge[] {
  const { trail, reached, takes } = from;
  const closed: Edge[] = [];
  for (const node of reached) {
    for (const edge of (byFrom.get(node) ?? []).filter(takes)) {
      if (edge.open === false) closed.push(edge);
      else if (enter(trail, edge)) reached.push(edge.to);
    }
  }
  return closed;
}

/** Keeps the first edge to a node. */
function enter(trail: Map<string, Edge>, edge: Edge): boolean {
  if (edge.to === internet || trail.has(edge.to)) return false;
  trail.set(edge.to, edge);
  return true;
}

function walk(trail: Trail, node: string): readonly Edge[] {
  const back: Edge[] = [];
  let here = node;
  for (let edge = trail.get(here); edge !== undefined; edge = trail.get(here)) {
    back.push(edge);
    here = edge.from;
  }
  return back.toReversed();
}

/** A proof is told to its end, what is closed to where it is closed. */
function reach(exposed: Exposed, edges: readonly Edge[]): Reach {
  const last = edges.at(-1);
  const telling = {
    yes: last,
    unknown: edges.find((edge) => edge.open === undefined),
    no: edges.find((edge) => edge.open === false),
  }[exposed];
  const told = exposed === "no" ? edges.slice(0, edges.findIndex((edge) => edge.open === false) + 1) : edges;
  const steps = told.map((edge): ExposureStep => ({ resource: resourceOf(edge.to), how: edge.how }));
  const why = telling === undefined ? "" : `${resourceOf(telling.to)} ${telling.how}`;
  return { exposed, path: [{ resource: internet }, ...merged(steps)], why };
}

/** Two nodes of one resource are one step. */
function merged(steps: readonly ExposureStep[]): readonly ExposureStep[] {
  const kept: ExposureStep[] = [];
  for (const step of steps) {
    const before = kept.at(-1);
    if (before?.resource !== step.resource) kept.push(step);
    else kept[kept.length - 1] = { resource: step.resource, how: `${before.how ?? ""}, ${step.how ?? ""}` };
  }
  return kept;
}
