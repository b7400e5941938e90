import type { Component, SbomDocument } from "../domain/component.ts";
import type { VexProduct } from "../domain/vex.ts";
import { type PackageRef, packageText } from "../domain/vulnerability.ts";
import { type Purl, parsePurl } from "../standards/purl.ts";

/** The products of one statement → true for each package that they cover. */
export type ProductMatcher = (products: readonly VexProduct[]) => (ref: PackageRef) => boolean;

/**
 * A product covers a package when
 * - it has no subcomponents and is the package itself, or is the subject of an SBOM (a statement on the whole release);
 * - it has subcomponents, one of them is the package, and the product is the subject or a component of an SBOM.
 * A statement about another product, even on the same package, covers nothing here; nor does one about other versions.
 * `components` are those of all SBOMs, repeated ones too: each may carry another reference.
 */
export function productMatcher(documents: readonly SbomDocument[], components: readonly Component[]): ProductMatcher {
  const references = indexReferences(documents, components);
  const listed = new Set(components.flatMap((component) => (component.purl === undefined ? [] : [component.purl])));
  const parse = rememberedPurls();
  const purlOf = ({ id, purl }: Part): string | undefined => purl ?? references.get(referenceKey(id))?.purl;
  /** Whether the product is what the document describes. */
  const isSubjectOf = (product: VexProduct, { subject }: SbomDocument): boolean => {
    if (subject === undefined) return false;
    const purl = purlOf(product);
    if (subject.ref !== undefined && references.get(referenceKey(product.id)) === subject) return true;
    if (purl === undefined || subject.purl === undefined) return product.id === subject.name;
    return isCovered(purl, subject.purl, parse);
  };
  const isSubject = (product: VexProduct): boolean => documents.some((document) => isSubjectOf(product, document));
  /** The parts that a product speaks of; nothing when it is not ours. */
  const partsOf = (product: VexProduct): readonly Part[] => {
    if (product.subcomponents.length === 0) return [product];
    return isSubject(product) || listed.has(purlOf(product) ?? "") ? product.subcomponents : [];
  };
  return (given) => {
    const products = given.filter((product) => product.isLimited !== true);
    const whole = products.filter((product) => product.subcomponents.length === 0);
    const described = documents.filter((document) => whole.some((product) => isSubjectOf(product, document)));
    if (described.length > 0 && described.length === documents.length) return () => true;
    const parts = partsListedBy(described, components);
    const scope = scopeOf(products.flatMap(partsOf).map((part) => [part.id, purlOf(part)] as const));
    return ({ purl, ...ref }) => {
      if (parts.has(purl === undefined ? packageText(ref) : plainPurl(purl))) return true;
      if (purl === undefined) return scope.ids.has(packageText(ref));
      return scope.byName.get(nameOf(purl))?.some((part) => isCovered(part, purl, parse)) === true;
    };
  };
}

/** What the given SBOMs list, and others do not: a statement on one release of several is about its own parts. */
function partsListedBy(documents: readonly SbomDocument[], components: readonly Component[]): ReadonlySet<string> {
  const inputs = new Set(documents.map((document) => document.input));
  const keys = (theirs: boolean) =>
    components
      .filter((component) => inputs.has(component.source.input) === theirs)
      .map((component) => (component.purl === undefined ? packageText(component) : plainPurl(component.purl)));
  const elsewhere = new Set(keys(false));
  return new Set(keys(true).filter((key) => !elsewhere.has(key)));
}

/** Without qualifiers and subpath, which scanners and SBOM tools give differently. */
function plainPurl(purl: string): string {
  const end = purl.search(/[?#]/);
  return end < 0 ? purl : purl.slice(0, end);
}

type Part = { readonly id: string; readonly purl?: string };

/** What the products of a statement cover. */
type Scope = {
  /** Purls by what those of one package have in common. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** Names as written, for packages that have no purl. */
  readonly ids: ReadonlySet<string>;
};

type ParsePurl = (text: string) => Purl | undefined;

/** Statements name the same hundreds of products again and again, so each text is read once. */
function rememberedPurls(): ParsePurl {
  const known = new Map<string, Purl | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, parsePurl(text));
    return known.get(text);
  };
}

/** Type, namespace and name of a canonical purl, which has them in front of its first `@`, `?` or `#`. */
function nameOf(purl: string): string {
  const end = purl.search(/[@?#]/);
  return end < 0 ? purl : purl.slice(0, end);
}

function scopeOf(parts: readonly (readonly [id: string, purl: string | undefined])[]): Scope {
  const byName = new Map<string, string[]>();
  for (const [, purl] of parts) {
    if (purl === undefined) continue;
    const name = nameOf(purl);
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [purl]);
    else others.push(purl);
  }
  return { byName, ids: new Set(parts.map(([id]) => id)) };
}

/**
 * The canonical purl of a statement covers another when type, namespace and name are equal and
 * its version, qualifiers and subpath, where it has any, are too. A purl without a version means all versions.
 */
export function covers(general: string, specific: string): boolean {
  return isCovered(general, specific, parsePurl);
}

function isCovered(general: string, specific: string, parse: ParsePurl): boolean {
  if (general === specific) return true;
  if (nameOf(general) !== nameOf(specific)) return false;
  const [a, b] = [parse(general), parse(specific)];
  if (a === undefined || b === undefined) return false;
  if (a.version !== undefined && a.version !== b.version) return false;
  if (a.subpath !== undefined && a.subpath !== b.subpath) return false;
  return [...a.qualifiers].every(([key, value]) => b.qualifiers.get(key) === value);
}

/** SBOM components by bom-ref and by BOM-Link; a reference that is used for different things names none of them. */
function indexReferences(
  documents: readonly SbomDocument[],
  components: readonly Component[],
): ReadonlyMap<string, Component | undefined> {
  const serials = new Map(documents.map((document) => [document.input, document.serialNumber]));
  const references = new Map<string, Component | undefined>();
  const subjects = documents.flatMap((document) => (document.subject === undefined ? [] : [document.subject]));
  for (const component of [...subjects, ...components]) {
    if (component.ref === undefined) continue;
    addReference(references, component.ref, component);
    const serial = serials.get(component.source.input);
    if (serial !== undefined) addReference(references, `${serialOf(serial)}#${component.ref}`, component);
  }
  return references;
}

function addReference(references: Map<string, Component | undefined>, key: string, component: Component): void {
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
  return `${id.slice("urn:cdx:".length, slash)}#${decoded(id.slice(hash + 1))}`;
}

function serialOf(serialNumber: string): string {
  return serialNumber.startsWith("urn:uuid:") ? serialNumber.slice("urn:uuid:".length) : serialNumber;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % is part of the reference
  }
}
