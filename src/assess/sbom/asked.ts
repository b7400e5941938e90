import type { Component } from "../../domain/component.ts";
import { timeOf } from "../../standards/instant.ts";
import type { Element, JudgedSbom } from "./element.ts";

/** Elements that several standards ask for in the same words, under the names that each gives them. */

type Named = { readonly id: string; readonly title: string };

/** Who supplies or makes a component; NTIA's supplier is who "creates, defines, and identifies" it, so that either will do. */
export function supplierElement(named: Named): Element {
  return { ...named, of: "component", has: hasSupplier };
}

export function hasSupplier({ supplier, producer }: Component): boolean {
  return supplier !== undefined || producer !== undefined;
}

/** Of the component or of the file that it is delivered as; a hash is read with its algorithm or not at all. */
export function hasHash({ hashes, file }: Component): boolean {
  return hashes.length > 0 || (file?.hashes.length ?? 0) > 0;
}

/** A component without a name cannot be listed: those that have none were counted when the SBOM was read. */
export function nameElement(named: Named): Element {
  return { ...named, of: "component", has: hasName, alsoMissing: ({ nameless }) => nameless };
}

function hasName(): boolean {
  return true;
}

export function versionElement(named: Named): Element {
  return { ...named, of: "component", has: hasVersion };
}

function hasVersion({ version }: Component): boolean {
  return version !== undefined;
}

export function identifierElement(named: Named): Element {
  return { ...named, of: "component", has: hasIdentifier };
}

function hasIdentifier({ purl, cpe, hasOtherId }: Component): boolean {
  return purl !== undefined || cpe !== undefined || hasOtherId === true;
}

/** It stands in the graph of the document; one without dependencies of its own must be listed as such (CycloneDX 1.6). */
export function relationElement(named: Named): Element {
  return { ...named, of: "component", has: isRelated };
}

function isRelated(_: Component, { dependencyNodes, containsNodes }: JudgedSbom, index: number): boolean {
  return dependencyNodes[index] !== -1 || containsNodes[index] !== -1;
}

export function authorElement(named: Named): Element {
  return { ...named, of: "document", has: ({ about }) => about.authors.length > 0 };
}

/** A date that nobody can read is none. */
export function timestampElement(named: Named): Element {
  return {
    ...named,
    of: "document",
    has: ({ about: { timestamp } }) => timestamp !== undefined && timeOf(timestamp) !== undefined,
  };
}

/** True for a format of at least this version; versions of both formats are numbers with dots. */
export function isAtLeast({ about }: JudgedSbom, format: string, least: readonly number[]): boolean {
  if (about.format !== format || about.formatVersion === undefined) return false;
  const found = about.formatVersion.split(".").map(Number);
  for (const [index, wanted] of least.entries()) {
    const own = found[index] ?? 0;
    if (own !== wanted) return own > wanted;
  }
  return true;
}
