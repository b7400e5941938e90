import { compareApk } from "./apk.ts";
import { compareDotted } from "./dotted.ts";
import { compareDpkg } from "./dpkg.ts";
import { compareGem } from "./gem.ts";
import { compareMaven } from "./maven.ts";
import { compareNuget } from "./nuget.ts";
import type { Order, VersionOrder } from "./order.ts";
import { comparePep440 } from "./pep440.ts";
import { compareRpm } from "./rpm.ts";
import { compareGo, comparePub, compareSemver } from "./semver.ts";

/** Package type (purl) or versioning scheme (VERS) → its order. What is not here has plain dotted numbers at most. */
const orders: ReadonlyMap<string, VersionOrder> = new Map<string, VersionOrder>([
  ["alpine", compareApk],
  ["apk", compareApk],
  ["cargo", compareSemver],
  ["deb", compareDpkg],
  ["gem", compareGem],
  ["golang", compareGo],
  ["hex", compareSemver],
  ["maven", compareMaven],
  ["npm", compareSemver],
  ["nuget", compareNuget],
  ["pub", comparePub],
  ["pypi", comparePep440],
  ["rpm", compareRpm],
  ["semver", compareSemver],
  ["swift", compareSemver],
]);

/** Longer than any version that is one; what follows is hostile or a mistake. */
const maxLength = 256;

/**
 * Orders two versions of a package type: -1 when `a` is earlier, 1 when it is later, 0 when they are one version,
 * undefined when it cannot be told. Total on what it orders: antisymmetric and transitive. Never throws.
 */
export function compareVersions(type: string, a: string, b: string): Order | undefined {
  if (a === b) return 0;
  if (a.length > maxLength || b.length > maxLength) return undefined;
  return (orders.get(type) ?? compareDotted)(a, b);
}
