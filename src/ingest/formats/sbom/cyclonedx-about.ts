import type { RefGraph, SbomAbout } from "../../../domain/component.ts";
import { field, list, number, optional, text } from "../../../standards/wire.ts";
import { contactsOf, makersOf } from "./cyclonedx-facts.ts";
import { addEdges, emptyGraph } from "./edges.ts";
import type { Tool } from "./tools.ts";

/** The dependency graph of a BOM in one pass over `dependencies`, which may be long; `edges` are counted with repeats. */
export type BomGraph = { readonly graph: RefGraph; readonly edges: number };

/** Edges of the dependency graph; an entry without `dependsOn` is a node that depends on nothing. */
export function readDependencies(bom: unknown): BomGraph {
  const graph = emptyGraph();
  let edges = 0;
  for (const dependency of list(bom, "dependencies")) {
    const needed = list(dependency, "dependsOn");
    edges += needed.length;
    const ref = text(dependency, "ref");
    if (ref !== undefined) addEdges(graph, ref, needed);
  }
  return { graph, edges };
}

/** What a BOM says of itself (CycloneDX `metadata`, `compositions`). */
export function aboutBom(bom: unknown, formatVersion: string, tools: readonly Tool[]): SbomAbout {
  const metadata = field(bom, "metadata");
  const makers = makersOf(bom);
  const revision = number(bom, "version");
  return {
    format: "CycloneDX",
    formatVersion,
    authors: makers.flatMap((maker) => text(maker, "name") ?? []),
    contacts: makers.flatMap(contactsOf),
    tools: tools.map(({ name, version }) => ({ name, ...optional("version", version) })),
    ...optional("timestamp", text(metadata, "timestamp")),
    lifecycles: list(metadata, "lifecycles").flatMap((phase) => text(phase, "phase") ?? text(phase, "name") ?? []),
    ...optional("revision", revisionOf(text(bom, "serialNumber"), revision)),
    tellsCompleteness: list(bom, "compositions").some((one) => text(one, "aggregate") !== undefined),
    holdsVulnerabilities: list(bom, "vulnerabilities").length > 0,
  };
}

/** A BOM-Link names one revision by both. */
function revisionOf(serialNumber: string | undefined, version: number | undefined): string | undefined {
  return serialNumber === undefined || version === undefined ? undefined : `${serialNumber}/${version}`;
}
