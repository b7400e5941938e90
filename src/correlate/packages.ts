import type { Component } from "../domain/component.ts";
import type { PackageRef } from "../domain/vulnerability.ts";
import { purlIdentity } from "../standards/purl.ts";

/** Tells which packages are the same: by purl identity, or by a name and version that only one purl has. */
export type PackageIndex = {
  /** A key that is equal for equal packages. */
  readonly keyOf: (ref: PackageRef | Component) => string;
};

/**
 * Builds the index from every package that any input names.
 * A scanner that gives no purl joins by `name@version` when exactly one purl answers to that name;
 * Maven tools write `group:artifact`, Go and npm tools `namespace/name`, others the bare name.
 */
export function packageIndex(packages: readonly (PackageRef | Component)[]): PackageIndex {
  let byName: ReadonlyMap<string, string> | undefined;
  return {
    keyOf(ref) {
      if (ref.purl !== undefined) return identityOf(ref.purl);
      byName ??= indexNames(packages);
      const name = nameAtVersion(ref);
      return byName.get(name) ?? name;
    },
  };
}

/** Readers give canonical purls, so one without qualifiers and subpath is its own identity, but for the loose ones. */
function identityOf(purl: string): string {
  const isPlain = !purl.includes("?") && !purl.includes("#") && !isLoose(purl);
  return isPlain ? purl : (purlIdentity(purl) ?? purl);
}

/** Types whose versions tools spell in several ways; a Go version with its `v` is spelled as it should be. */
function isLoose(purl: string): boolean {
  return purl.startsWith("pkg:rpm/") || (purl.startsWith("pkg:golang/") && !purl.includes("@v"));
}

/** Names that exactly one purl answers to. */
function indexNames(packages: readonly (PackageRef | Component)[]): ReadonlyMap<string, string> {
  const identities = new Set(packages.flatMap(({ purl }) => (purl === undefined ? [] : [identityOf(purl)])));
  const byName = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const identity of identities) {
    for (const name of namesOf(identity)) {
      if (byName.has(name)) ambiguous.add(name);
      byName.set(name, identity);
    }
  }
  for (const name of ambiguous) byName.delete(name);
  return byName;
}

/** `name@version`, as a package without a purl is known. */
function nameAtVersion(ref: PackageRef | Component): string {
  return ref.version === undefined ? ref.name : `${ref.name}@${ref.version}`;
}

/** `pkg:maven/org.x/lib@1` → `lib@1`, `org.x/lib@1`, `org.x:lib@1`. */
function namesOf(identity: string): readonly string[] {
  const path = decodeURIComponent(identity.slice(identity.indexOf("/") + 1));
  const slash = path.lastIndexOf("/", versionStart(path));
  if (slash < 0) return [path];
  const namespace = path.slice(0, slash);
  const name = path.slice(slash + 1);
  return [name, path, `${namespace}:${name}`];
}

function versionStart(path: string): number {
  const mark = path.lastIndexOf("@");
  return mark < 0 ? path.length : mark;
}
