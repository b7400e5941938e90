import type { Component } from "../../../domain/component.ts";
import { percentDecoded } from "../../../standards/percent.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, isObject, list, optional, text } from "../../../standards/wire.ts";
import { toComponent } from "./cyclonedx-components.ts";

/** What the references of one BOM stand for; undefined where several different things share a `bom-ref`. */
export type References = {
  readonly byRef: ReadonlyMap<string, Component | undefined>;
  /** The document's own serial number without `urn:uuid:`, as BOM-Links spell it. */
  readonly serial?: string;
};

/** What one `affects[].ref` names. */
export type Target = {
  /** As written. */
  readonly id: string;
  /** The component, service or subject of this document that has the reference. */
  readonly component?: Component;
  readonly purl?: string;
  /** True for a BOM-Link to a document that provably is another: both serial numbers are known. */
  readonly isElsewhere?: true;
};

/**
 * Collects the `bom-ref` of every component, of the subject and of services, which may be affected too.
 * Nothing refers to them in a document without vulnerabilities, so there the index stays empty.
 */
export function readReferences(
  bom: unknown,
  input: string,
  components: readonly Component[],
  subject: Component | undefined,
): References {
  const byRef = new Map<string, Component | undefined>();
  if (list(bom, "vulnerabilities").length === 0) return { byRef };
  for (const component of components) add(byRef, component);
  if (subject !== undefined) add(byRef, subject);
  addServices(field(bom, "services"), { input, pointer: "/services" }, byRef);
  return { byRef, ...optional("serial", serialOf(text(bom, "serialNumber"))) };
}

/** Serial numbers are UUIDs, which compare without case (RFC 9562 §4). */
function serialOf(serialNumber: string | undefined): string | undefined {
  return serialNumber?.toLowerCase().replace(/^urn:uuid:/, "");
}

function add(byRef: Map<string, Component | undefined>, component: Component): void {
  const { ref } = component;
  if (ref === undefined) return;
  const isAmbiguous = byRef.has(ref) && !isSame(byRef.get(ref), component);
  byRef.set(ref, isAmbiguous ? undefined : component);
}

function isSame(known: Component | undefined, component: Component): boolean {
  return known?.purl === component.purl && known?.name === component.name && known?.version === component.version;
}

function addServices(services: unknown, source: Component["source"], byRef: Map<string, Component | undefined>): void {
  if (!Array.isArray(services)) return;
  for (const [i, item] of services.entries()) {
    const here = { ...source, pointer: `${source.pointer}/${i}` };
    const service = toComponent(item, here);
    if (service !== undefined) add(byRef, service);
    addServices(field(item, "services"), { ...here, pointer: `${here.pointer}/services` }, byRef);
  }
}

/** Services of the document, nested ones included. */
export function countServices(bom: unknown): number {
  let services = 0;
  for (const service of list(bom, "services")) {
    if (isObject(service)) services += 1 + countServices(service);
  }
  return services;
}

/**
 * Resolves a reference: a `bom-ref` of this document, a BOM-Link (`urn:cdx:serial/version#bom-ref`, CycloneDX 1.5
 * and later) to this or another document, or a purl. What resolves to nothing keeps its id only.
 */
export function resolve(ref: string, references: References): Target {
  const own = references.byRef.get(ref);
  if (own !== undefined) return found(ref, own);
  const link = linkOf(ref);
  if (link === undefined) return { id: ref, ...optional("purl", canonicalPurl(ref)) };
  const linked = link.serial === references.serial ? ownElement(link, references) : undefined;
  if (linked !== undefined) return found(ref, linked);
  // Many tools do not encode the fragment, so the raw text is the better reading when it is a purl by itself.
  const purl = canonicalPurl(link.fragment) ?? canonicalPurl(link.decoded);
  const isElsewhere = references.serial !== undefined && link.serial !== references.serial;
  return { id: ref, ...optional("purl", purl), ...(isElsewhere && { isElsewhere }) };
}

function found(id: string, component: Component): Target {
  return { id, component, ...optional("purl", component.purl) };
}

type Link = { readonly serial: string; readonly fragment: string; readonly decoded: string };

function linkOf(ref: string): Link | undefined {
  const hash = ref.indexOf("#");
  if (!ref.startsWith("urn:cdx:") || hash === -1) return undefined;
  const serial = ref.slice("urn:cdx:".length, hash).split("/", 1)[0]?.toLowerCase() ?? "";
  const fragment = ref.slice(hash + 1);
  return { serial, fragment, decoded: percentDecoded(fragment) };
}

function ownElement(link: Link, references: References): Component | undefined {
  return references.byRef.get(link.fragment) ?? references.byRef.get(link.decoded);
}
