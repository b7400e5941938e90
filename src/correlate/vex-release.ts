import type { Component, SbomDocument } from "../domain/component.ts";
import type { VexProduct } from "../domain/vex.ts";
import { type Cpe, parseCpe } from "../standards/cpe.ts";
import { purlIdentity } from "../standards/purl.ts";
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
  /** The inputs whose SBOM a product is the subject or a component of, so that its subcomponents are theirs. */
  readonly ownersOf: (product: VexProduct) => readonly string[];
  /** The components of the package that a purl names, in any version. */
  readonly listed: (purl: string) => readonly Component[];
  /** True for a package that an SBOM of the given inputs lists, and none of the others. */
  readonly isListedOnlyBy: (inputs: readonly string[], ref: Named) => boolean;
  /** True for an input that lists components. */
  readonly isSbom: (input: string) => boolean;
};

/** `components` are those of all SBOMs, repeated ones too: each may carry another reference. */
export function releaseOf(documents: readonly SbomDocument[], components: readonly Component[]): Release {
  const referenced = referenceFinder(documents, components);
  const parse = rememberedPurls();
  const byName = groupByName(components);
  const withCpe = components.filter((component) => component.cpe !== undefined);
  const keyOf = rememberedKeys();
  const listings = inputsByKey(components);
  const sboms = new Set(components.map((component) => component.source.input));
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
    ownersOf(product) {
      const purl = purlOf(product);
      const near = purl === undefined ? [] : listed(purl);
      const target = referenced(product.id);
      const candidates = [...near, ...(target === undefined ? [] : [target]), ...(isCpe(product.id) ? withCpe : [])];
      const listing = candidates.filter((component) => is(product, component)).map((one) => one.source.input);
      return [...new Set([...describedBy(product).map((document) => document.input), ...listing])];
    },
    isListedOnlyBy(inputs, ref) {
      const by = listings.get(keyOf(ref)) ?? [];
      // Another SBOM may list it by its name alone.
      const alike = listings.get(nameAtVersion(ref)) ?? [];
      return by.length > 0 && [...by, ...alike].every((input) => inputs.includes(input));
    },
    isSbom: (input) => sboms.has(input),
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

/** By reference, else by CPE, else by purl, else by name where the component has no purl; and in a version that is meant. */
function isComponent({ product, purl, component, referenced }: Question, parse: ParsePurl): boolean {
  if (!isVersionMeant(product, component, parse)) return false;
  if (component.ref !== undefined && referenced === component) return true;
  if (isCpe(product.id) && component.cpe !== undefined) return isSameCpe(product.id, component.cpe, component.type);
  if (component.purl === undefined) return product.id === component.name;
  return purl !== undefined && "isExact" in coverOf(purl, component.purl, parse);
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

/** A package or a component. */
type Named = { readonly name: string; readonly version?: string; readonly purl?: string };

/** `plainKey` → the inputs that list such a component. */
function inputsByKey(components: readonly Component[]): ReadonlyMap<string, readonly string[]> {
  const inputs = new Map<string, string[]>();
  for (const component of components) {
    const key = plainKey(component);
    const { input } = component.source;
    const known = inputs.get(key);
    if (known === undefined) inputs.set(key, [input]);
    else if (!known.includes(input)) known.push(input);
  }
  return inputs;
}

/** The purl's identity, for scanners and SBOM tools give qualifiers and epochs differently, else name and version. */
export function plainKey(ref: Named): string {
  return ref.purl === undefined ? nameAtVersion(ref) : (purlIdentity(ref.purl) ?? ref.purl);
}

function nameAtVersion({ name, version }: Named): string {
  return version === undefined ? name : `${name}@${version}`;
}

/** A package is asked about for each statement on it, so its key is made once. */
function rememberedKeys(): (ref: Named) => string {
  const known = new Map<Named, string>();
  return (ref) => {
    const key = known.get(ref) ?? plainKey(ref);
    known.set(ref, key);
    return key;
  };
}
