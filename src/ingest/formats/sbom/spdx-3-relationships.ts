import type { Component, RefGraph } from "../../../domain/component.ts";
import { field, text } from "../../../standards/wire.ts";
import { addEdges, emptyGraph } from "./edges.ts";
import { type Element, type Graph, type Reference, references } from "./spdx-3-graph.ts";
import type { Spdx3Packages } from "./spdx-3-packages.ts";

/** Relationship types that say that one thing needs or holds another (SPDX 3.0.1, `RelationshipType`), in lower case. */
const dependencyTypes: ReadonlySet<string> = new Set([
  "contains",
  "dependson",
  "hasdynamiclink",
  "hasoptionalcomponent",
  "hasoptionaldependency",
  "hasprerequisite",
  "hasprovideddependency",
  "hasstaticlink",
]);

/** What the elements of a document need and hold; `tellsCompleteness` when a relationship says how complete it is. */
export type Relations = {
  readonly dependencies: RefGraph;
  readonly contains: RefGraph;
  readonly count: number;
  readonly tellsCompleteness: boolean;
};

/** Pairs of such relationships; what a package contains as a file is no dependency. */
export function readRelations(graph: Graph): Relations {
  const dependencies = emptyGraph();
  const contains = emptyGraph();
  let [count, tellsCompleteness] = [0, false];
  for (const { relation = "", node } of graph.elements) {
    if (!dependencyTypes.has(relation)) continue;
    const from = references(field(node, "from"), graph);
    if (from.some(isFile)) continue;
    const to = references(field(node, "to"), graph).filter((one) => !isFile(one));
    count += to.length;
    tellsCompleteness ||= text(node, "completeness") !== undefined;
    const [first] = from;
    if (first?.id !== undefined) {
      addEdges(relation === "contains" ? contains : dependencies, first.id, to.flatMap(idOf));
    }
  }
  return { dependencies, contains, count, tellsCompleteness };
}

/** `NoneElement` and `NoAssertionElement` are no package (SPDX 3.0.1, `Core/NoneElement`). */
function idOf({ id }: Reference): readonly string[] {
  return id === undefined || /(?:^|\/)(?:NoneElement|NoAssertionElement)$/.test(id) ? [] : [id];
}

function isFile({ element }: Reference): boolean {
  return element?.type === "File" || element?.type === "Snippet";
}

/** Collections, which are about other elements. */
const collectionTypes: ReadonlySet<string> = new Set(["SpdxDocument", "Sbom", "Bom", "Bundle"]);

function isCollection({ type }: Element): boolean {
  return collectionTypes.has(type);
}

/**
 * The one package that the document is about, by `rootElement` (of the document, or of the SBOM in it) or by `describes`.
 * A document about several has no subject of its own: they are all parts of the release.
 */
export function subjectOf(graph: Graph, packages: Spdx3Packages): Component | undefined {
  const roots = new Set<Component>();
  for (const element of graph.elements) {
    for (const root of rootsOf(element, graph)) {
      const component = root.element === undefined ? undefined : packages.byElement.get(root.element);
      if (component !== undefined) roots.add(component);
    }
  }
  return roots.size === 1 ? [...roots][0] : undefined;
}

function rootsOf(element: Element, graph: Graph): readonly Reference[] {
  if (isCollection(element)) return references(field(element.node, "rootElement"), graph);
  if (element.relation !== "describes") return [];
  const [from] = references(field(element.node, "from"), graph);
  const isOfDocument = from !== undefined && (from.element === undefined || isCollection(from.element));
  return isOfDocument ? references(field(element.node, "to"), graph) : [];
}
