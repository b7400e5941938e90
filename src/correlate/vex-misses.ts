import type { VexProduct, VexStatement } from "../domain/vex.ts";
import { type PackageRef, packageText, type Vulnerability } from "../domain/vulnerability.ts";
import { counted, listText } from "../domain/words.ts";
import { inRange, rangeText } from "../standards/versions/range.ts";
import { isCve } from "./aliases.ts";
import { coverOf, type ParsePurl, packageName, versionOf } from "./purl-covers.ts";
import { clears } from "./vex-doubts.ts";
import { nearestTo } from "./vex-nearest.ts";
import type { ProductMatcher } from "./vex-products.ts";
import type { Part, Release } from "./vex-release.ts";
import { variantsOf } from "./vex-variants.ts";

/** What is looked at when a miss is worded: the first of many products and packages say enough. */
const most = 50;

/** In a text for people. */
const maxNames = 3;

/** Of a statement whose vulnerability nobody reported. */
export function missOfVulnerability(
  { vulnerability, aliases, products }: VexStatement,
  linked: readonly string[],
  reported: (packageName: string) => number,
): string {
  const others = [...new Set([...aliases, ...linked])].filter((id) => id !== vulnerability);
  const names =
    others.length === 0 ? "" : ` or its ${counted(others.length, "alias", "aliases")} ${listText(others, maxNames)}`;
  const parts = products.slice(0, most).flatMap((product) => [product, ...product.subcomponents.slice(0, most)]);
  const known = parts.find(({ purl }) => purl !== undefined && reported(packageName(purl)) > 0);
  const count = known?.purl === undefined ? 0 : reported(packageName(known.purl));
  const more =
    count === 0 ? "" : `; the scans report ${counted(count, "other vulnerability", "others")} of ${known?.id}`;
  return `no scan reported ${vulnerability}${names}${more}`;
}

/** Of a statement that leaves out a name under which a scan reported what it is about; undefined when it names all. */
export function missOfNames(statement: VexStatement, reported: readonly Vulnerability[]): string | undefined {
  const named = new Set([statement.vulnerability, ...statement.aliases]);
  for (const one of reported.slice(0, most)) {
    const unnamed = one.observations.filter(({ id, aliases }) => ![id, ...aliases].some((name) => named.has(name)));
    const cves = [one.id, ...one.aliases].filter((id) => isCve(id) && !named.has(id));
    const left = [...new Set([...unnamed.map(({ id }) => id), ...cves])];
    if (left.length > 0) {
      return `it names ${listText([...named], maxNames)}, and what was reported is ${listText(left, maxNames)} as well`;
    }
  }
  return undefined;
}

/** A miss and how near it was. */
type Miss = { readonly nearness: number; readonly text: string };

/** Of a statement whose vulnerability is reported, in packages that none of its products covers. */
export function missOfProducts(
  statement: VexStatement,
  reported: readonly Vulnerability[],
  matcher: ProductMatcher,
  release: Release,
): string {
  const packages = reported.slice(0, most).flatMap(variantsOf).slice(0, most);
  const isCovered = matcher(statement);
  const covered = packages.find((ref) => isCovered(ref) !== undefined);
  const open = packages.find((ref) => isCovered(ref) === undefined);
  if (covered !== undefined && open !== undefined) {
    return `it covers ${packageText(covered)}, and a scan saw the vulnerability in ${packageText(open)} as well`;
  }
  if (clears(statement) && release.isSbom(statement.source.input)) {
    return "what an SBOM says itself clears what that SBOM lists and no other does, and none of that was seen";
  }
  const { products } = statement;
  const miss = nearestOf(products.slice(0, most).map((product) => missOfProduct(product, packages, release)));
  if (miss === undefined) return "it names no product";
  return products.length === 1 ? miss.text : `${miss.text} (the nearest of ${products.length} products)`;
}

function missOfProduct(product: VexProduct, packages: readonly PackageRef[], release: Release): Miss {
  if (product.isLimited === true) {
    return { nearness: 4, text: `nobody can tell which versions of ${product.id} it is limited to` };
  }
  if (product.subcomponents.length === 0) {
    const isOurs = release.describedBy(product).length > 0;
    if (isOurs) return missOfOwner(product, packages);
    return missOfPart(product, packages, release) ?? missOfSubject(product, packages, release);
  }
  const parts = product.subcomponents.slice(0, most).map((part) => missOfPart(part, packages, release, true));
  if (release.ownersOf(product).length === 0) {
    const isOurs = parts.some((miss) => miss?.nearness === covers);
    return { ...missOfSubject(product, packages, release), nearness: isOurs ? 3 : 1 };
  }
  if (parts.some((miss) => miss?.nearness === covers)) return missOfOwner(product, packages);
  return nearestOf(parts.flatMap((miss) => miss ?? [])) ?? missOfSubcomponents(product, packages, release);
}

/** Of a statement by a product that is ours. */
function missOfOwner(product: VexProduct, packages: readonly PackageRef[]): Miss {
  const affected = listText([...new Set(packages.map(packageText))], maxNames);
  return { nearness: 8, text: `not listed by the SBOM of ${product.id}, or by another SBOM too: ${affected}` };
}

/** The nearness of a part that would cover a package if its product were ours. */
const covers = 9;

function missOfPart(
  part: Part & { readonly versions?: string },
  packages: readonly PackageRef[],
  release: Release,
  isSubcomponent = false,
): Miss | undefined {
  const purl = release.purlOf(part);
  if (purl === undefined) return undefined;
  const same = packages.filter((ref) => ref.purl !== undefined && packageName(ref.purl) === packageName(purl));
  const misses = same.flatMap((ref) => missOfPurl(purl, part.versions, ref, release) ?? []);
  if (misses.length > 0) return nearestOf(misses);
  return same.length > 0 && isSubcomponent ? { nearness: covers, text: "" } : undefined;
}

function missOfPurl(purl: string, versions: string | undefined, ref: PackageRef, { parse }: Release): Miss | undefined {
  const cover = coverOf(purl, ref.purl ?? "", parse);
  if (!("isExact" in cover)) return { nearness: cover.part === "version" ? 7 : 6, text: cover.text };
  return versions === undefined ? undefined : missOfRange(versions, ref, parse);
}

function missOfRange(versions: string, ref: PackageRef, parse: ParsePurl): Miss | undefined {
  const parsed = parse(ref.purl ?? "");
  const type = parsed?.type ?? "generic";
  const version = parsed === undefined ? ref.version : (versionOf(parsed) ?? ref.version);
  const answer = inRange(type, version, versions);
  if (answer === true) return undefined;
  const range = rangeText(type, versions);
  if (answer === false) return { nearness: 7, text: `version ${version} is outside ${range}` };
  return { nearness: 5, text: `nobody can tell whether version ${version ?? "unknown"} is in ${range}` };
}

function missOfSubcomponents(product: VexProduct, packages: readonly PackageRef[], release: Release): Miss {
  const [first] = product.subcomponents;
  const purl = first === undefined ? undefined : release.purlOf(first);
  const isListed = purl !== undefined && release.listed(purl).length > 0;
  const affected = listText([...new Set(packages.map(packageText))], maxNames);
  const text = isListed
    ? `subcomponent ${first?.id} is not the affected package, which is ${affected}`
    : `subcomponent ${first?.id} is not in the SBOM; the affected package is ${affected}`;
  return { nearness: 2, text };
}

function missOfSubject(product: VexProduct, packages: readonly PackageRef[], release: Release): Miss {
  const { documents } = release;
  const near = nearestTo(product, release.purlOf(product), packages, release);
  const hint = near === undefined ? "" : `; the nearest is ${near}`;
  if (documents.length === 0) {
    return { nearness: 0, text: `product ${product.id} is not the affected package, and there is no SBOM${hint}` };
  }
  const limit = product.versions === undefined ? "" : ` in ${product.versions}`;
  return {
    nearness: 0,
    text: `product ${product.id}${limit} is not the affected package or the subject of an SBOM${hint}`,
  };
}

function nearestOf(misses: readonly Miss[]): Miss | undefined {
  let found: Miss | undefined;
  for (const miss of misses) if (found === undefined || miss.nearness > found.nearness) found = miss;
  return found;
}
