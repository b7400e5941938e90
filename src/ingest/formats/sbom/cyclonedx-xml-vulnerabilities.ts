import type { WireObject } from "../../../standards/wire.ts";
import type { XmlElement } from "../../../standards/xml.ts";
import { type Item, itemsOf, ownChild, ownText, textOf } from "./xml-own.ts";

/** A vulnerability of the extension with what it affects. */
export type ExtendedVulnerability = Item & { readonly ref: string | undefined };

/** Vulnerabilities of BOMs before CycloneDX 1.4: on the document, or on the component that they are about. */
export const vulnerabilityExtension = "http://cyclonedx.org/schema/ext/vulnerability/1.0";

/**
 * `vulnerabilities` in the shape of CycloneDX JSON: those of the document, then those of the extension. Records in
 * `paths` where each, and each thing affected, stands.
 */
export function vulnerabilitiesOf(
  own: readonly Item[],
  extended: readonly ExtendedVulnerability[],
  paths: Map<string, string>,
): readonly WireObject[] {
  return [
    ...own.map((item, index) => vulnerabilityOf(item, `/vulnerabilities/${index}`, paths)),
    ...extended.map((item, index) => extendedOf(item, `/vulnerabilities/${own.length + index}`, paths)),
  ];
}

function vulnerabilityOf({ element, path }: Item, pointer: string, paths: Map<string, string>): WireObject {
  paths.set(pointer, path);
  const targets = itemsOf(element, "affects", "target");
  for (const [index, target] of targets.entries()) paths.set(`${pointer}/affects/${index}`, path + target.path);
  return {
    ...sharedOf(element),
    updated: ownText(element, "updated"),
    references: elementsOf(element, "references", "reference").map((reference) => ({ id: ownText(reference, "id") })),
    ratings: elementsOf(element, "ratings", "rating").map((rating) => ({
      source: { name: ownText(ownChild(rating, "source"), "name") },
      score: numberOf(ownText(rating, "score")),
      ...scoringOf(rating),
    })),
    analysis: analysisOf(ownChild(element, "analysis")),
    affects: targets.map(({ element: target }) => ({ ref: ownText(target, "ref"), versions: versionsOf(target) })),
  };
}

function elementsOf(holder: XmlElement, list: string, item: string): readonly XmlElement[] {
  return itemsOf(holder, list, item).map(({ element }) => element);
}

function sharedOf(element: XmlElement): WireObject {
  return {
    id: ownText(element, "id"),
    cwes: elementsOf(element, "cwes", "cwe").map(textOf),
    description: ownText(element, "description"),
  };
}

function scoringOf(rating: XmlElement): WireObject {
  return {
    severity: ownText(rating, "severity"),
    method: ownText(rating, "method"),
    vector: ownText(rating, "vector"),
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function analysisOf(analysis: XmlElement | undefined): WireObject | undefined {
  if (analysis === undefined) return undefined;
  return {
    state: ownText(analysis, "state"),
    justification: ownText(analysis, "justification"),
    response: elementsOf(analysis, "responses", "response").map(textOf),
    detail: ownText(analysis, "detail"),
    firstIssued: ownText(analysis, "firstIssued"),
    lastUpdated: ownText(analysis, "lastUpdated"),
  };
}

function versionsOf(target: XmlElement): readonly WireObject[] {
  return elementsOf(target, "versions", "version").map((version) => ({
    version: ownText(version, "version"),
    range: ownText(version, "range"),
    status: ownText(version, "status"),
  }));
}

/** The extension's vulnerabilities on an element, with their path. */
export function extendedItems(holder: XmlElement, path: string): readonly Item[] {
  const lists = holder.children.filter(
    ({ name, namespace }) => name === "vulnerabilities" && namespace === vulnerabilityExtension,
  );
  return lists
    .flatMap(({ children }) => children.filter(({ name }) => name === "vulnerability"))
    .map((element, index) => ({ element, path: `${path}/vulnerabilities/vulnerability[${index + 1}]` }));
}

/** Extension for vulnerabilities 1.0: a score has parts, and a vulnerability is about one thing. */
function extendedOf(item: ExtendedVulnerability, pointer: string, paths: Map<string, string>): WireObject {
  const { element, path, ref } = item;
  paths.set(pointer, path);
  paths.set(`${pointer}/affects/0`, path);
  return {
    ...sharedOf(element),
    ratings: elementsOf(element, "ratings", "rating").map((rating) => ({
      ...scoringOf(rating),
      score: baseScoreOf(rating),
    })),
    affects: ref === undefined ? [] : [{ ref }],
  };
}

/** A score of 0 without method and vector is how Grype wrote that there is no score. */
function baseScoreOf(rating: XmlElement): number | undefined {
  const base = numberOf(ownText(ownChild(rating, "score"), "base"));
  const isTold = ownText(rating, "method") !== undefined || ownText(rating, "vector") !== undefined;
  return base === 0 && !isTold ? undefined : base;
}
