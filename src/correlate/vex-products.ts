import type { VexProduct, VexStatement } from "../domain/vex.ts";
import { type PackageRef, packageText } from "../domain/vulnerability.ts";
import { parseCpe } from "../standards/cpe.ts";
import { inRange } from "../standards/versions/range.ts";
import { coverOf, packageName, versionOf } from "./purl-covers.ts";
import { clears } from "./vex-doubts.ts";
import { cpeName } from "./vex-keys.ts";
import { isCpe, isSameCpe, type Part, type Release } from "./vex-release.ts";

/**
 * How exactly a statement names a package, from the whole product to the very version of a part of ours: the first
 * measure of which statement counts.
 */
export const exactness = { whole: 1, everyVersion: 2, range: 3, version: 4, subcomponent: 5 } as const;

/** That a statement covers a package: how exactly, and by which of its products. */
export type ProductMatch = { readonly exactness: number; readonly by: string };

/** The products of one statement → how they cover a package; undefined when they do not. */
export type ProductMatcher = (
  statement: Pick<VexStatement, "products" | "status"> & Partial<Pick<VexStatement, "source">>,
) => (ref: PackageRef) => ProductMatch | undefined;

/**
 * A product covers a package when
 * - it has no subcomponents and is the package itself, or is the subject of an SBOM (a statement on the whole release);
 * - it has subcomponents, one of them is the package, and the product is the subject or a component of an SBOM.
 * A statement about another product, even on the same package, covers nothing here; nor does one about other versions.
 * A version of which nobody can tell whether it is meant counts for what warns, and never for what clears. What clears
 * by a product covers only what the SBOMs of that product list, and what an SBOM itself says only what it lists: nobody
 * knows whose part a package is that another SBOM lists too, or none.
 */
export function productMatcher(release: Release): ProductMatcher {
  return ({ products: given, status, source }) => {
    const products = given.filter((product) => product.isLimited !== true);
    const isClearing = clears({ status });
    const isMeant = isClearing ? isKnownToBe : isNotKnownToBeOther;
    const scope = scopeOf(products.flatMap((product) => entriesOf(product, release, isClearing)));
    const whole = wholeRelease(products, release, isClearing);
    const home = isClearing && source !== undefined && release.isSbom(source.input) ? [source.input] : undefined;
    return (ref) => {
      if (home !== undefined && !release.isListedOnlyBy(home, ref)) return undefined;
      return best([...directMatches(ref, scope, release, isMeant), ...whole(ref)]);
    };
  };
}

/** What one product speaks of; `owners` are the SBOMs that alone may list it, for a part of a product. */
type Entry = Part & {
  readonly versions?: string;
  readonly isSubcomponent: boolean;
  readonly owners?: readonly string[];
};

function entriesOf(product: VexProduct, release: Release, isClearing: boolean): readonly Entry[] {
  const isReadable = ({ id }: Part): boolean => !(isClearing && hasEmptyVersion(id));
  const purl = release.purlOf(product);
  if (product.subcomponents.length === 0) {
    return isReadable(product) ? [{ ...product, ...(purl !== undefined && { purl }), isSubcomponent: false }] : [];
  }
  const owners = release.ownersOf(product);
  if (owners.length === 0) return [];
  return product.subcomponents.filter(isReadable).map((part) => {
    const partPurl = release.purlOf(part);
    return {
      id: part.id,
      ...(partPurl !== undefined && { purl: partPurl }),
      isSubcomponent: true,
      ...(isClearing && { owners }),
    };
  });
}

/** `pkg:npm/lodash@`: somebody meant one version and left it out, which is not every version. */
function hasEmptyVersion(id: string): boolean {
  return /^pkg:[^?#]*@(?:[?#]|$)/i.test(id);
}

/** What the products of a statement cover. */
type Scope = {
  /** Entries by what the purls of one package have in common. */
  readonly byName: ReadonlyMap<string, readonly Entry[]>;
  /** By name as written, for packages that have no purl. */
  readonly byId: ReadonlyMap<string, Entry>;
  /** By vendor and product. */
  readonly byCpe: ReadonlyMap<string, readonly Entry[]>;
};

function scopeOf(entries: readonly Entry[]): Scope {
  const byName = new Map<string, Entry[]>();
  const byCpe = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.purl !== undefined) push(byName, packageName(entry.purl), entry);
    if (isCpe(entry.id)) push(byCpe, cpeName(entry.id), entry);
  }
  return { byName, byCpe, byId: new Map(entries.map((entry) => [entry.id, entry])) };
}

function push(groups: Map<string, Entry[]>, key: string, entry: Entry): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [entry]);
  else group.push(entry);
}

type IsMeant = (answer: boolean | undefined) => boolean;

const isKnownToBe: IsMeant = (answer) => answer === true;
const isNotKnownToBeOther: IsMeant = (answer) => answer !== false;

function directMatches(ref: PackageRef, scope: Scope, release: Release, isMeant: IsMeant): readonly ProductMatch[] {
  const byPurl = ref.purl === undefined ? [] : (scope.byName.get(packageName(ref.purl)) ?? []);
  const named = ref.purl === undefined ? scope.byId.get(packageText(ref)) : undefined;
  const byCpe = ref.cpe === undefined ? [] : (scope.byCpe.get(cpeName(ref.cpe)) ?? []);
  const isOurs = ({ owners }: Entry): boolean => owners === undefined || release.isListedOnlyBy(owners, ref);
  return [
    ...byPurl.filter(isOurs).flatMap((entry) => purlMatch(entry, ref, release, isMeant) ?? []),
    ...(named === undefined || !isOurs(named) || !isMeant(isNamed(named, ref)) ? [] : [matchOf(named, true)]),
    ...byCpe.filter(isOurs).flatMap((entry) => cpeMatch(entry, ref, isMeant) ?? []),
  ];
}

function isNamed({ versions }: Entry, { version }: PackageRef): boolean | undefined {
  return versions === undefined ? true : inRange("generic", version, versions);
}

function purlMatch(entry: Entry, ref: PackageRef, { parse }: Release, isMeant: IsMeant): ProductMatch | undefined {
  const { purl = "" } = ref;
  const cover = coverOf(entry.purl ?? "", purl, parse);
  if (!("isExact" in cover)) return undefined;
  if (entry.versions === undefined) return matchOf(entry, cover.isExact);
  const parsed = parse(purl);
  const version = parsed === undefined ? ref.version : (versionOf(parsed) ?? ref.version);
  return isMeant(inRange(parsed?.type ?? "generic", version, entry.versions)) ? matchOf(entry, false) : undefined;
}

function cpeMatch(entry: Entry, ref: PackageRef, isMeant: IsMeant): ProductMatch | undefined {
  const { cpe = "" } = ref;
  if (!isSameCpe(entry.id, cpe)) return undefined;
  const version = ref.version ?? parseCpe(cpe)?.version;
  if (entry.versions !== undefined && !isMeant(inRange("generic", version, entry.versions))) return undefined;
  return matchOf(entry, parseCpe(entry.id)?.version !== undefined);
}

function matchOf(entry: Entry, isExact: boolean): ProductMatch {
  const by = entry.versions === undefined ? entry.id : `${entry.id} in ${entry.versions}`;
  if (entry.versions !== undefined) return { exactness: exactness.range, by };
  if (!isExact) return { exactness: exactness.everyVersion, by };
  return { exactness: entry.isSubcomponent ? exactness.subcomponent : exactness.version, by };
}

/** A statement on subjects of SBOMs covers what only those SBOMs list; a warning on all subjects covers all. */
function wholeRelease(
  products: readonly VexProduct[],
  release: Release,
  isClearing: boolean,
): (ref: PackageRef) => readonly ProductMatch[] {
  const { documents } = release;
  const whole = products.filter((product) => product.subcomponents.length === 0);
  const by = new Map(whole.flatMap((product) => release.describedBy(product).map((one) => [one, product.id] as const)));
  if (by.size === 0) return () => [];
  const match = { exactness: exactness.whole, by: [...new Set(by.values())].slice(0, maxNames).join(", ") };
  if (by.size === documents.length && !isClearing) return () => [match];
  const inputs = [...by.keys()].map((document) => document.input);
  return (ref) => (release.isListedOnlyBy(inputs, ref) ? [match] : []);
}

/** In a text for people. */
const maxNames = 3;

function best(matches: readonly ProductMatch[]): ProductMatch | undefined {
  let found: ProductMatch | undefined;
  for (const match of matches) if (found === undefined || match.exactness > found.exactness) found = match;
  return found;
}
