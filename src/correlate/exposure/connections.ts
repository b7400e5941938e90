import type { Resource } from "../../domain/resource.ts";
import { type Edge, internet } from "./graph.ts";
import { type Aim, aim, ofTypes, type Scene } from "./scene.ts";
import type { Truth } from "./truth.ts";

/** A kind of connection that is open wherever it is configured. */
export type Connection = {
  readonly from: readonly string[];
  readonly attribute: string;
  readonly to: readonly string[];
  /** How it is reached; `on` adds what the reached resource tells, such as its port. */
  readonly how: string;
  readonly on?: (to: Resource) => string;
};

/** Edges of connections; where one leads is not told, it may lead to any of its types. */
export function connect(scene: Scene, connections: readonly Connection[]): readonly Edge[] {
  return connections.flatMap((way) =>
    ofTypes(scene, way.from).flatMap((resource) => edgesOf(resource, aim(scene, resource, way.attribute, way.to), way)),
  );
}

function edgesOf(resource: Resource, { found, uncertain }: Aim, way: Connection): readonly Edge[] {
  const edges = found.map((one) => ({
    from: resource.address,
    to: one.address,
    open: true,
    how: `${way.how}${way.on?.(one) ?? ""}`,
  }));
  if (!uncertain) return edges;
  const how = `${way.how}; the plan does not tell where to`;
  return [...edges, ...way.to.map((type) => ({ from: resource.address, to: anyOfType(type), open: undefined, how }))];
}

/** A thing that stands between two others and names both, such as a target group attachment. */
export type Junction = {
  readonly via: readonly string[];
  readonly from: readonly [attributes: readonly string[], types: readonly string[]];
  readonly to: readonly [attributes: readonly string[], types: readonly string[]];
  readonly how: (via: Resource) => string;
};

/** One end-to-end pair of a junction; `open` asks what lies between. */
export type Between = (from: Resource, to: Resource, via: Resource) => Pick<Edge, "open" | "how">;

/** Edges of junctions. An end that is not told makes the way to every resource of its types uncertain. */
export function join(scene: Scene, junctions: readonly Junction[], between?: Between): readonly Edge[] {
  return junctions.flatMap((junction) =>
    ofTypes(scene, junction.via).flatMap((via) => junctionEdges(scene, junction, via, between)),
  );
}

function junctionEdges(scene: Scene, junction: Junction, via: Resource, between?: Between): readonly Edge[] {
  const from = endOf(scene, via, junction.from);
  const to = endOf(scene, via, junction.to);
  const how = junction.how(via);
  const vague = { open: undefined, how: `${how}; the plan does not tell which` } as const;
  // Whatever feeds it, when that is not told, may be on the internet.
  const feeds = from.uncertain ? [internet] : [];
  const stands = to.uncertain ? junction.to[1].map(anyOfType) : [];
  return [
    ...from.found.flatMap((source) =>
      to.found.map((target) => ({
        from: source.address,
        to: target.address,
        ...(between?.(source, target, via) ?? { open: true, how }),
      })),
    ),
    ...from.found.flatMap((source) => stands.map((node) => ({ from: source.address, to: node, ...vague }))),
    ...feeds.flatMap((source) => to.found.map((target) => ({ from: source, to: target.address, ...vague }))),
  ];
}

/** What an end of a junction names; uncertain only when it names nothing that is known. */
function endOf(scene: Scene, via: Resource, [attributes, types]: Junction["from"]): Omit<Aim, "unset"> {
  const aims = attributes.map((attribute) => aim(scene, via, attribute, types));
  const found = [...new Set(aims.flatMap((one) => one.found))];
  return { found, uncertain: found.length === 0 && aims.some((one) => one.uncertain) };
}

/** Node that stands for some resource of a type, nobody knows which. */
export function anyOfType(type: string): string {
  return `some ${type}`;
}

/** From the stand-ins that edges lead to, to each resource that they may stand for. */
export function standIns(scene: Scene, edges: readonly Edge[]): readonly Edge[] {
  const wanted = new Set(edges.map((edge) => edge.to));
  return [...scene.deployment.byType].flatMap(([type, resources]) => {
    if (!wanted.has(anyOfType(type))) return [];
    return resources.map(({ address }) => ({ from: anyOfType(type), to: address, open: true, how: "may be it" }));
  });
}

/** The words for what holds, does not hold, or is not told. */
export function tell(open: Truth, yes: string, no: string, untold: string): Pick<Edge, "open" | "how"> {
  if (open === undefined) return { open, how: untold };
  return { open, how: open ? yes : no };
}
