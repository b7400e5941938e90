import type { WireObject } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute } from "../../../standards/xml.ts";
import { factMembers, hashMembers, madeMembers } from "./cyclonedx-xml-facts.ts";
import {
  type ExtendedVulnerability,
  extendedItems,
  vulnerabilitiesOf,
  vulnerabilityExtension,
} from "./cyclonedx-xml-vulnerabilities.ts";
import { itemsOf, ownChild, ownChildren, ownText, textOf } from "./xml-own.ts";

/** A BOM in the shape of CycloneDX JSON. Only what is read is converted. */
export type ConvertedBom = {
  readonly bom: WireObject;
  /** JSON pointer into `bom` → path of the element. */
  readonly paths: ReadonlyMap<string, string>;
  /** References that the conversion gave to components without one. */
  readonly borrowedRefs: ReadonlySet<string>;
};

/** An element: where it stands in the JSON shape and in the file. */
type Place = { readonly pointer: string; readonly path: string };

/** What the conversion gathers on its way. */
type Conversion = {
  readonly paths: Map<string, string>;
  readonly borrowedRefs: Set<string>;
  readonly extended: ExtendedVulnerability[];
};

const dependencyGraph = "http://cyclonedx.org/schema/ext/dependency-graph/1.0";

const rootPath = "/bom";

/** True for the list that an extension which is read puts into a BOM. */
export function isExtension({ name, namespace }: XmlElement): boolean {
  const isGraph = name === "dependencies" && namespace === dependencyGraph;
  return isGraph || (name === "vulnerabilities" && namespace === vulnerabilityExtension);
}

/** Recursion is bounded: XML that nests deeper than 128 elements has been refused. */
export function bomOfXml(root: XmlElement): ConvertedBom {
  const conversion: Conversion = { paths: new Map(), borrowedRefs: new Set(), extended: [] };
  const { paths, borrowedRefs, extended } = conversion;
  const converted = {
    serialNumber: xmlAttribute(root, "serialNumber"),
    version: revisionOf(xmlAttribute(root, "version")),
    metadata: metadataOf(ownChild(root, "metadata"), conversion),
    components: componentsOf(root, { pointer: "", path: rootPath }, conversion),
    services: servicesOf(root),
    dependencies: dependenciesOf(root),
    compositions: itemsOf(root, "compositions", "composition").map(({ element }) => ({
      aggregate: ownText(element, "aggregate"),
    })),
  };
  const own = itemsOf(root, "vulnerabilities", "vulnerability").map(({ element, path }) => ({
    element,
    path: rootPath + path,
  }));
  const onRoot = extendedItems(root, rootPath).map((item) => ({ ...item, ref: xmlAttribute(item.element, "ref") }));
  const vulnerabilities = vulnerabilitiesOf(own, [...onRoot, ...extended], paths);
  return { bom: { ...converted, vulnerabilities }, paths, borrowedRefs };
}

function revisionOf(version: string | undefined): number | undefined {
  return version !== undefined && /^\d{1,9}$/.test(version) ? Number(version) : undefined;
}

function metadataOf(metadata: XmlElement | undefined, conversion: Conversion): WireObject | undefined {
  if (metadata === undefined) return undefined;
  const component = ownChild(metadata, "component");
  const place = { pointer: "/metadata/component", path: `${rootPath}/metadata/component` };
  return {
    timestamp: ownText(metadata, "timestamp"),
    tools: toolsOf(ownChild(metadata, "tools")),
    component: component === undefined ? undefined : componentOf(component, place, conversion),
    ...madeMembers(metadata),
  };
}

/** `tool` elements, or since 1.5 `components` and `services`: names and versions all the same. */
function toolsOf(tools: XmlElement | undefined): readonly WireObject[] {
  if (tools === undefined) return [];
  const newer = [...itemsOf(tools, "components", "component"), ...itemsOf(tools, "services", "service")];
  const elements = [...ownChildren(tools, "tool"), ...newer.map(({ element }) => element)];
  return elements.map((tool) => ({ name: ownText(tool, "name"), version: ownText(tool, "version") }));
}

function componentsOf(holder: XmlElement, at: Place, conversion: Conversion): readonly WireObject[] {
  return itemsOf(holder, "components", "component").map(({ element, path }, index) =>
    componentOf(element, { pointer: `${at.pointer}/components/${index}`, path: at.path + path }, conversion),
  );
}

function componentOf(element: XmlElement, at: Place, conversion: Conversion): WireObject {
  conversion.paths.set(at.pointer, at.path);
  return {
    type: xmlAttribute(element, "type"),
    "bom-ref": refOf(element, at, conversion),
    ...namesOf(element),
    scope: ownText(element, "scope"),
    cpe: ownText(element, "cpe"),
    purl: ownText(element, "purl"),
    supplier: { name: ownText(ownChild(element, "supplier"), "name") },
    hashes: hashMembers(element),
    licenses: licensesOf(element),
    ...factMembers(element),
    components: componentsOf(element, at, conversion),
  };
}

/**
 * The `bom-ref`. The extension hangs vulnerabilities on components, which need none then: such a component borrows its
 * path, so that its vulnerabilities find it.
 */
function refOf(element: XmlElement, { path }: Place, conversion: Conversion): string | undefined {
  const written = xmlAttribute(element, "bom-ref");
  const items = extendedItems(element, path);
  if (items.length === 0) return written;
  if (written === undefined) conversion.borrowedRefs.add(path);
  const ref = written ?? path;
  for (const item of items) conversion.extended.push({ ...item, ref });
  return ref;
}

function namesOf(element: XmlElement): WireObject {
  return { group: ownText(element, "group"), name: ownText(element, "name"), version: ownText(element, "version") };
}

/** `license`, `expression`, and since 1.7 `expression-detailed`, in any order. */
function licensesOf(element: XmlElement): readonly WireObject[] {
  const choices = ownChildren(element, "licenses").flatMap(({ children }) => children);
  return choices.map(licenseOf).filter((license) => license !== undefined);
}

function licenseOf(choice: XmlElement): WireObject | undefined {
  const acknowledgement = xmlAttribute(choice, "acknowledgement");
  switch (choice.name) {
    case "license":
      return { license: { id: ownText(choice, "id"), name: ownText(choice, "name"), acknowledgement } };
    case "expression":
      return { expression: textOf(choice), acknowledgement };
    case "expression-detailed":
      return { expression: xmlAttribute(choice, "expression"), acknowledgement };
    default:
      return undefined;
  }
}

function servicesOf(holder: XmlElement): readonly WireObject[] {
  return itemsOf(holder, "services", "service").map(({ element }) => ({
    "bom-ref": xmlAttribute(element, "bom-ref"),
    ...namesOf(element),
    services: servicesOf(element),
  }));
}

/** The elements nest: what one contains, it depends on (1.2 and later; before, as an extension). */
function dependenciesOf(root: XmlElement): readonly WireObject[] {
  const graphs = root.children.filter(
    ({ name, namespace }) => name === "dependencies" && (namespace === root.namespace || namespace === dependencyGraph),
  );
  const edges: WireObject[] = [];
  for (const graph of graphs) for (const dependency of ownChildren(graph, "dependency")) addEdges(dependency, edges);
  return edges;
}

function addEdges(dependency: XmlElement, edges: WireObject[]): void {
  const needed = ownChildren(dependency, "dependency");
  const dependsOn = needed.map((element) => xmlAttribute(element, "ref"));
  edges.push({ ref: xmlAttribute(dependency, "ref"), dependsOn });
  for (const element of needed) if (element.children.length > 0) addEdges(element, edges);
}
