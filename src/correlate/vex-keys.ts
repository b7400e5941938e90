import type { VexStatement } from "../domain/vex.ts";
import { type PackageRef, packageText } from "../domain/vulnerability.ts";
import { parseCpe } from "../standards/cpe.ts";
import { packageName } from "./purl-covers.ts";
import { isCpe, type Part, type Release } from "./vex-release.ts";

/** What a package may be looked up by: the name in its purl, its vendor and product, else its text. */
export function keysOf(ref: PackageRef): readonly string[] {
  const name = ref.purl === undefined ? packageText(ref) : packageName(ref.purl);
  return ref.cpe === undefined ? [name] : [name, cpeName(ref.cpe)];
}

/**
 * Keys of all packages that the products of a statement can cover by themselves; undefined when one of them is the
 * subject of an SBOM, so that any package may be meant.
 */
export function keysOfProducts({ products }: VexStatement, release: Release): ReadonlySet<string> | undefined {
  const isSubject = products.some((one) => one.subcomponents.length === 0 && release.describedBy(one).length > 0);
  if (isSubject) return undefined;
  const parts = products.flatMap((one) => (one.subcomponents.length > 0 ? one.subcomponents : [one]));
  return new Set(parts.flatMap((part) => keysOfPart(part, release)));
}

function keysOfPart(part: Part, release: Release): readonly string[] {
  const purl = release.purlOf(part);
  return [part.id, ...(purl === undefined ? [] : [packageName(purl)]), ...(isCpe(part.id) ? [cpeName(part.id)] : [])];
}

/** Vendor and product of a CPE; one text for all that are none. */
export function cpeName(cpe: string): string {
  const parsed = parseCpe(cpe);
  return parsed === undefined ? "" : `${parsed.vendor}\n${parsed.product}`;
}
