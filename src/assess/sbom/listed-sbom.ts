import type { Component, RefGraph, SbomDocument } from "../../domain/component.ts";
import type { Model } from "../../domain/model.ts";

/** One SBOM with what it lists, and where that stands in its graphs; looked up once, for there may be a hundred thousand. */
export type ListedSbom = {
  readonly document: SbomDocument;
  /** What it lists, its subject first. */
  readonly parts: readonly Component[];
  /** Where the subject stands among the parts; -1 without one. */
  readonly subjectAt: number;
  /** The number of each part in the graph of dependencies, or of contents; -1 where its reference stands in neither. */
  readonly dependencyNodes: Int32Array;
  readonly containsNodes: Int32Array;
};

/** The SBOMs of the release in the order of the inputs. */
export function listedSboms({ documents, listings }: Pick<Model, "documents" | "listings">): readonly ListedSbom[] {
  const byInput = Map.groupBy(listings, ({ source }) => source.input);
  return documents.map((document) => {
    const { subject, dependencies, contains } = document;
    const listed = byInput.get(document.input) ?? [];
    // A subject that is all there is, is listed as well.
    const place = listed.findIndex(({ source }) => source.pointer === subject?.source.pointer);
    const isApart = subject !== undefined && place === -1;
    const parts = isApart ? [subject, ...listed] : listed;
    const subjectAt = isApart ? 0 : place;
    return {
      document,
      parts,
      subjectAt,
      dependencyNodes: nodesOf(parts, dependencies),
      containsNodes: nodesOf(parts, contains),
    };
  });
}

function nodesOf(parts: readonly Component[], graph: RefGraph | undefined): Int32Array {
  const nodes = new Int32Array(parts.length).fill(-1);
  if (graph === undefined || graph.numbers.size === 0) return nodes;
  for (const [index, { ref }] of parts.entries()) {
    if (ref !== undefined) nodes[index] = graph.numbers.get(ref) ?? -1;
  }
  return nodes;
}
