import type { Component, SbomDocument } from "../../domain/component.ts";
import type { CrosswalkRow } from "../../domain/crosswalk.ts";
import { compareExposed, type ExposureJoin, type PackageExposure } from "../../domain/exposure.ts";
import type { PackageRef, Vulnerability } from "../../domain/vulnerability.ts";

/** What of the release exposure is joined to. */
export type Parts = {
  readonly documents: readonly SbomDocument[];
  readonly crosswalk: readonly CrosswalkRow[];
  readonly listings: readonly Component[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly keyOf: (ref: Component | PackageRef) => string;
};

/** A package as joins name it: by its purl, else by name and version. */
export function nameOf({ purl, name, version }: Component | PackageRef): string {
  return purl ?? `${name}@${version ?? ""}`;
}

/** The vulnerabilities, each with the worst of what speaks for its package, for an SBOM or design component that holds it. */
export function withExposure(joins: readonly ExposureJoin[], parts: Parts): readonly Vulnerability[] {
  const worst = worstOf(joins);
  if (worst.size === 0) return parts.vulnerabilities;
  const sboms = setsOf(parts.listings.map((one) => [parts.keyOf(one), one.source.input]));
  const designs = setsOf(
    parts.crosswalk.flatMap((row) => row.vulnerabilities.map((link) => [link.to, row.design.name] as const)),
  );
  return parts.vulnerabilities.map((one) => {
    const keys = [
      ...[...(sboms.get(parts.keyOf(one.package)) ?? [])].map((sbom) => `sbom\n${sbom}`),
      ...[...(designs.get(one) ?? [])].map((name) => `design\n${name}`),
      `component\n${nameOf(one.package)}`,
    ];
    const found = keys.map((key) => worst.get(key)).filter((each) => each !== undefined);
    const [exposed] = found.toSorted((a, b) => compareExposed(a.value, b.value));
    return exposed === undefined ? one : { ...one, exposed };
  });
}

function setsOf<Key>(pairs: readonly (readonly [Key, string])[]): ReadonlyMap<Key, ReadonlySet<string>> {
  const sets = new Map<Key, Set<string>>();
  for (const [key, value] of pairs) {
    const known = sets.get(key);
    if (known === undefined) sets.set(key, new Set([value]));
    else known.add(value);
  }
  return sets;
}

/** By SBOM, design component or package: the worst that speaks for it. */
type Worst = ReadonlyMap<string, PackageExposure>;

/** Of several facts the worst; of equals a derived one, which comes first, with its path. */
function worstOf(joins: readonly ExposureJoin[]): Worst {
  const worst = new Map<string, PackageExposure>();
  for (const { fact, of, to } of joins) {
    const key = `${of}\n${to}`;
    const known = worst.get(key);
    if (known !== undefined && compareExposed(fact.exposed, known.value) >= 0) continue;
    const { exposed: value, basis, why, path, target } = fact;
    worst.set(key, { value, target: target.name, basis, why, path });
  }
  return worst;
}
