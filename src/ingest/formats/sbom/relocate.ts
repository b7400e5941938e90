import type { Component, SbomDocument } from "../../../domain/component.ts";
import type { Source } from "../../../domain/source.ts";
import type { Reading } from "../../format.ts";

type Item = { readonly source: Source };

/**
 * The reading with its items placed where the file has them. XML and tag-value documents are converted to the shape of
 * their JSON twins, so that one reader knows the model; what it gives are pointers into that shape.
 */
export function relocated(reading: Reading, placeOf: (pointer: string) => string): Reading {
  const { documents = [], components, observations, vexStatements } = reading.items;
  const moved = <T extends Item>(item: T): T => ({ ...item, source: movedSource(item.source, placeOf) });
  return {
    ...reading,
    items: {
      documents: documents.map((document) => movedSubject(document, moved)),
      ...(components !== undefined && { components: components.map(moved) }),
      ...(observations !== undefined && { observations: observations.map(moved) }),
      ...(vexStatements !== undefined && { vexStatements: vexStatements.map(moved) }),
    },
  };
}

function movedSource({ input, pointer }: Source, placeOf: (pointer: string) => string): Source {
  return { input, pointer: placeOf(pointer) };
}

function movedSubject(document: SbomDocument, moved: (subject: Component) => Component): SbomDocument {
  const { subject } = document;
  return subject === undefined ? document : { ...document, subject: moved(subject) };
}
