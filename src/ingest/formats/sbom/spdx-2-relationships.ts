import type { Component, RefGraph } from "../../../domain/component.ts";
import { list, text, texts } from "../../../standards/wire.ts";
import { addEdges, emptyGraph, type GraphDraft } from "./edges.ts";

/** How one thing holds or needs another: `reversed` when the second of the two does (SPDX 2.3 §11.1). */
type Meaning = { readonly sense: "needs" | "contains"; readonly reversed: boolean };

const needs: Meaning = { sense: "needs", reversed: false };
const neededBy: Meaning = { sense: "needs", reversed: true };

/** Relationship types that say that one thing needs or holds another (SPDX 2.3 §11.1). */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ["DEPENDS_ON", needs],
  ["DEPENDENCY_OF", neededBy],
  ["BUILD_DEPENDENCY_OF", neededBy],
  ["DEV_DEPENDENCY_OF", neededBy],
  ["OPTIONAL_DEPENDENCY_OF", neededBy],
  ["PROVIDED_DEPENDENCY_OF", neededBy],
  ["RUNTIME_DEPENDENCY_OF", neededBy],
  ["TEST_DEPENDENCY_OF", neededBy],
  ["CONTAINS", { sense: "contains", reversed: false }],
  ["CONTAINED_BY", { sense: "contains", reversed: true }],
  ["DYNAMIC_LINK", needs],
  ["STATIC_LINK", needs],
]);

/** What the packages of a document need and hold. */
export type Relations = { readonly dependencies: RefGraph; readonly contains: RefGraph; readonly count: number };

/** Relationships of those types; what a package contains as a file is no dependency. NONE and NOASSERTION are no package. */
export function readRelations(spdx: unknown): Relations {
  const dependencies = emptyGraph();
  const contains = emptyGraph();
  const files = new Set(list(spdx, "files").map((file) => text(file, "SPDXID")));
  const isFile = (id: string | undefined) => id !== undefined && files.has(id);
  let count = 0;
  for (const relationship of list(spdx, "relationships")) {
    const meaning = meanings.get(text(relationship, "relationshipType") ?? "");
    const [from, to] = [text(relationship, "spdxElementId"), text(relationship, "relatedSpdxElement")];
    if (meaning === undefined || isFile(from) || isFile(to)) continue;
    count++;
    addRelation(meaning.sense === "needs" ? dependencies : contains, meaning.reversed ? [to, from] : [from, to]);
  }
  return { dependencies, contains, count };
}

type Ends = readonly [from: string | undefined, to: string | undefined];

function addRelation(graph: GraphDraft, [from, to]: Ends): void {
  if (from === undefined || to === undefined) return;
  addEdges(graph, from, to === "NONE" || to === "NOASSERTION" ? [] : [to]);
}

/**
 * The one package that the document describes, by `documentDescribes` or DESCRIBES (SPDX 2.3 §11.1).
 * A document that describes several has no subject of its own: they are all parts of the release.
 */
export function subjectOf(spdx: unknown, components: readonly Component[]): Component | undefined {
  const ids = describedIds(spdx);
  if (ids.size === 0) return undefined;
  const described = components.filter(({ ref }) => ref !== undefined && ids.has(ref));
  return described.length === 1 ? described[0] : undefined;
}

function describedIds(spdx: unknown): ReadonlySet<string> {
  const ids = new Set(texts(spdx, "documentDescribes"));
  const document = text(spdx, "SPDXID");
  for (const relationship of list(spdx, "relationships")) {
    const id = describedBy(relationship, document);
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

function describedBy(relationship: unknown, document: string | undefined): string | undefined {
  const type = text(relationship, "relationshipType");
  if (type !== "DESCRIBES" && type !== "DESCRIBED_BY") return undefined;
  const from = text(relationship, "spdxElementId");
  const to = text(relationship, "relatedSpdxElement");
  if (type === "DESCRIBES") return from === document ? to : undefined;
  return to === document ? from : undefined;
}
