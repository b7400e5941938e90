import type { Component, SbomDocument } from "../domain/component.ts";
import type { VexProduct } from "../domain/vex.ts";
import { packageText } from "../domain/vulnerability.ts";
import { type Cpe, parseCpe } from "../standards/cpe.ts";
import { inRange } from "../standards/versions/range.ts";
import { coverOf, type ParsePurl, packageName, rememberedPurls, versionOf } from "./purl-covers.ts";
import { referenceFinder } from "./vex-references.ts";

/** A product or a subcomponent. */
export type Part = Pick<VexProduct, "id" | "purl">;

/** The SBOMs, asked about what statements name. */
export type Release = {
  readonly documents: readonly SbomDocument[];
  readonly components: readonly Component[];
  readonly parse: ParsePurl;
  /** The purl of a part, its own or that of the component that it refers to. */
  readonly purlOf: (part: Part) => string | undefined;
  /** The documents whose subject a product is, in one of the versions that it is limited to. */
  readonly describedBy: (product: VexProduct) => readonly SbomDocument[];
  /** True when a product is the subject or a component of an SBOM, so that its subcomponents are ours. */
  readonly hasProduct: (product: VexProduct) => boolean;
  /** The components of the package that a purl names, in any version. */
  readonly listed: (purl: string) => readonly Component[];
  /** What the given documents list, and others do not, by `plainKey`. */
  readonly listedOnlyBy: (documents: readonly SbomDocument[]) => ReadonlySet<string>;
};

/** `components` are those of all SBOMs, repeated ones too: each may carry another reference. */
export function releaseOf(documents: readonly SbomDocument[], components: readonly Component[]): Release {
  const referenced = referenceFinder(documents, components);
  const parse = rememberedPurls();
  const byName = groupByName(components);
  const withCpe = components.filter((component) => component.cpe !== undefined);
  const owned = new Map<string, ReadonlySet<string>>();
  const purlOf = ({ id, purl }: Part): string | undefined => purl ?? referenced(id)?.purl;
  const is = (product: VexProduct, component: Component): boolean =>
    isComponent({ product, purl: purlOf(product), component, referenced: referenced(product.id) }, parse);
  const describedBy = (product: VexProduct): readonly SbomDocument[] =>
    documents.filter(({ subject }) => subject !== undefined && is(product, subject));
  const listed = (purl: string): readonly Component[] => byName.get(packageName(purl)) ?? [];
  return {
    documents,
    components,
    parse,
    purlOf,
    describedBy,
    listed,
    hasProduct(product) {
      const purl = purlOf(product);
      const near = purl === undefined ? [] : listed(purl);
      const target = referenced(product.id);
      const candidates = [...near, ...(target === undefined ? [] : [target]), ...(isCpe(product.id) ? withCpe : [])];
      return describedBy(product).length > 0 || candidates.some((component) => is(product, component));
    },
    listedOnlyBy(some) {
      const key = some.map((document) => document.input).join("\n");
      const found = owned.get(key) ?? partsListedOnlyBy(some, components);
      owned.set(key, found);
      return found;
    },
  };
}

function groupByName(components: readonly Component[]): ReadonlyMap<string, readonly Component[]> {
  const groups = new Map<string, Component[]>();
  for (const component of components) {
    if (component.purl === undefined) continue;
    const name = packageName(component.purl);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [component]);
    else group.push(component);
  }
  return groups;
}

type Question = {
  readonly product: VexProduct;
  readonly purl: string | undefined;
  readonly component: Component;
  /** What the product's id refers to. */
  readonly referenced: Component | undefined;
};

/** By reference, else by purl, else by CPE, else by name where either has no purl; and in a version that is meant. */
function isComponent({ product, purl, component, referenced }: Question, parse: ParsePurl): boolean {
  if (!isVersionMeant(product, component, parse)) return false;
  if (component.ref !== undefined && referenced === component) return true;
  if (isCpe(product.id) && component.cpe !== undefined) return isSameCpe(product.id, component.cpe, component.type);
  if (purl === undefined || component.purl === undefined) return product.id === component.name;
  return "isExact" in coverOf(purl, component.purl, parse);
}

function isVersionMeant({ versions }: VexProduct, component: Component, parse: ParsePurl): boolean {
  if (versions === undefined) return true;
  const purl = component.purl === undefined ? undefined : parse(component.purl);
  const version = (purl === undefined ? undefined : versionOf(purl)) ?? component.version;
  return inRange(purl?.type ?? "generic", version, versions) === true;
}

/** True for a CPE 2.2 or 2.3 name. */
export function isCpe(id: string): boolean {
  return /^cpe:/i.test(id);
}

/** Vendor and product are the same, and the version where the statement gives one; 9 of a distribution is each 9.x. */
export function isSameCpe(general: string, specific: string, type?: string): boolean {
  const [a, b] = [parseCpe(general), parseCpe(specific)];
  if (a === undefined || b === undefined || a.vendor !== b.vendor || a.product !== b.product) return false;
  return a.version === undefined || a.version === b.version || isMinor(a, b, type);
}

function isMinor(a: Cpe, b: Cpe, type: string | undefined): boolean {
  return /^operating.system$/.test(type ?? "") && b.version?.startsWith(`${a.version}.`) === true;
}

/** A statement on one release of several is about its own parts. */
function partsListedOnlyBy(documents: readonly SbomDocument[], components: readonly Component[]): ReadonlySet<string> {
  const inputs = new Set(documents.map((document) => document.input));
  const keys = (theirs: boolean) =>
    components.filter((component) => inputs.has(component.source.input) === theirs).map(plainKey);
  const elsewhere = new Set(keys(false));
  return new Set(keys(true).filter((key) => !elsewhere.has(key)));
}

/** The purl without qualifiers and subpath, which scanners and SBOM tools give differently, else name and version. */
export function plainKey(ref: { readonly name: string; readonly version?: string; readonly purl?: string }): string {
  if (ref.purl === undefined) return packageText(ref);
  const end = ref.purl.search(/[?#]/);
  return end < 0 ? ref.purl : ref.purl.slice(0, end);
}
