import type { Component, SbomDocument } from "../domain/component.ts";
import { percentDecoded } from "../standards/percent.ts";

/** What a product's id refers to in the SBOMs: a component or a subject; undefined when to none, or to several. */
export type FindReference = (id: string) => Component | undefined;

/** SBOM components by bom-ref and by BOM-Link; a reference that is used for different things names none of them. */
export function referenceFinder(documents: readonly SbomDocument[], components: readonly Component[]): FindReference {
  const serials = new Map(documents.map((document) => [document.input, document.serialNumber]));
  const references = new Map<string, Component | undefined>();
  const subjects = documents.flatMap((document) => (document.subject === undefined ? [] : [document.subject]));
  for (const component of [...subjects, ...components]) {
    if (component.ref === undefined) continue;
    add(references, component.ref, component);
    const serial = serials.get(component.source.input);
    if (serial !== undefined) add(references, `${serialOf(serial)}#${component.ref}`, component);
  }
  return (id) => references.get(referenceKey(id));
}

function add(references: Map<string, Component | undefined>, key: string, component: Component): void {
  if (!references.has(key)) references.set(key, component);
  else if (!isSame(references.get(key), component)) references.set(key, undefined);
}

/** The same package, which two SBOMs list under one reference. */
function isSame(known: Component | undefined, other: Component): boolean {
  return known?.purl === other.purl && known?.name === other.name && known?.version === other.version;
}

/** `urn:cdx:<serial>/<version>#<ref>` (CycloneDX BOM-Link) → `<serial>#<ref>`; others as they are. */
function referenceKey(id: string): string {
  if (!id.startsWith("urn:cdx:")) return id;
  const hash = id.indexOf("#");
  const slash = id.indexOf("/");
  if (hash < 0 || slash < 0) return id;
  return `${id.slice("urn:cdx:".length, slash).toLowerCase()}#${percentDecoded(id.slice(hash + 1))}`;
}

function serialOf(serialNumber: string): string {
  // UUIDs compare without case (RFC 9562 §4).
  return serialNumber.toLowerCase().replace(/^urn:uuid:/, "");
}
