import { FixopsError } from "../../../domain/error.ts";
import type { XmlElement } from "../../../standards/xml.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { shown } from "../refusals.ts";
import { readBom } from "./cyclonedx-bom.ts";
import { bomOfXml, isExtension } from "./cyclonedx-xml-bom.ts";
import { relocated } from "./relocate.ts";

const versions = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

/**
 * CycloneDX XML 1.0 to 1.7, with the extensions for vulnerabilities (before 1.4) and dependency graphs (before 1.2).
 * Items are placed by the path of their element, positions counted from 1: `/bom/components/component[3]`.
 */
export const cyclonedxXml: Format = {
  id: "cyclonedx-xml",
  title: "CycloneDX XML",
  sign: "the root element `bom` in a namespace under cyclonedx.org/schema/bom",
  versions,
  kinds: ["sbom", "vex", "cve"],
  detect: (document) => namespaceVersion(xmlRoot(document)) !== undefined,
  read,
};

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const version = namespaceVersion(root);
  if (root === undefined || version === undefined || !versions.includes(version)) throw unsupported(version, origin);
  const { bom, paths, borrowedRefs } = bomOfXml(root);
  const found = relocated(readBom(bom, version, origin.name), (pointer) => paths.get(pointer) ?? pointer);
  const coverage = { ...found.coverage, doubts: [...found.coverage.doubts, ...foreignDoubts(root)] };
  const reading = { ...found, coverage };
  return borrowedRefs.size === 0 ? reading : withoutBorrowedRefs(reading, borrowedRefs);
}

/** Elements that hold what is read; others of these names are in no namespace that does, and are not read. */
const readNames: ReadonlySet<string> = new Set([
  "metadata",
  "components",
  "component",
  "services",
  "service",
  "dependencies",
  "dependency",
  "vulnerabilities",
  "vulnerability",
  "affects",
  "target",
  "ratings",
  "rating",
]);

function foreignDoubts(root: XmlElement): readonly string[] {
  const names = new Set<string>();
  addForeign(root, names);
  return [...names].map((name) => `elements named \`${name}\` are in another namespace and were not read`);
}

/** Recursion is bounded: XML that nests deeper than 128 elements has been refused. */
function addForeign(element: XmlElement, names: Set<string>): void {
  for (const child of element.children) {
    if (child.namespace === element.namespace) addForeign(child, names);
    else if (readNames.has(child.name) && !isExtension(child)) names.add(child.name);
  }
}

/** The namespace is where CycloneDX XML tells its version. */
const namespace = /^https?:\/\/(?:www\.)?cyclonedx\.org\/schema\/bom\/(.{0,40})$/;

function namespaceVersion(root: XmlElement | undefined): string | undefined {
  return root?.name === "bom" ? namespace.exec(root.namespace)?.[1] : undefined;
}

function unsupported(version: string | undefined, origin: Origin): FixopsError {
  const message = `the namespace of the CycloneDX document tells version ${shown(version)}; expected one of ${versions.join(", ")}`;
  return new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file: origin.name, pointer: "/bom" },
    hint: "write the document again as CycloneDX 1.6",
  });
}

/** Components that were given a reference so that their own vulnerabilities find them have none in the document. */
function withoutBorrowedRefs(reading: Reading, borrowed: ReadonlySet<string>): Reading {
  const components = reading.items.components?.map((component) => {
    const { ref, ...others } = component;
    return ref !== undefined && borrowed.has(ref) ? others : component;
  });
  return { ...reading, items: { ...reading.items, ...(components !== undefined && { components }) } };
}
