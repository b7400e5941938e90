import type { Component } from "../domain/component.ts";
import type { PackageRef } from "../domain/vulnerability.ts";
import { parseCpe } from "../standards/cpe.ts";
import { percentDecoded } from "../standards/percent.ts";
import { purlIdentity } from "../standards/purl.ts";

/** Tells which packages are the same: by purl identity, or by a CPE, or by a name and version, that only one has. */
export type PackageIndex = {
  /** A key that is equal for equal packages. */
  readonly keyOf: (ref: PackageRef | Component) => string;
};

/**
 * Builds the index from every package that any input names.
 * A scanner that gives no purl joins by its CPE's vendor, product and version, else by `name@version`, else by the
 * product of its CPE, when exactly one purl answers to that; Maven tools write `group:artifact`, Go and npm tools
 * `namespace/name`, others the bare name. A source package is not its binaries: only the scanner knows that.
 */
export function packageIndex(packages: readonly (PackageRef | Component)[]): PackageIndex {
  let names: ReadonlyMap<string, string> | undefined;
  return {
    keyOf(ref) {
      if (ref.purl !== undefined) return identityOf(ref.purl);
      names ??= indexNames(packages);
      for (const name of spellingsOf(ref)) {
        const identity = names.get(name);
        if (identity !== undefined) return identity;
      }
      return rpmOf(ref, names) ?? nameAtVersion(ref);
    },
  };
}

/** Readers give canonical purls, so one without qualifiers and subpath is its own identity, but for the loose ones. */
function identityOf(purl: string): string {
  const isPlain = !purl.includes("?") && !purl.includes("#") && !isLoose(purl);
  return isPlain ? purl : (purlIdentity(purl) ?? purl);
}

/** Types whose names or versions tools spell in several ways; the commonest spelling of Go and Debian is the right one. */
function isLoose(purl: string): boolean {
  if (purl.startsWith("pkg:rpm/")) return true;
  if (purl.startsWith("pkg:deb/")) return purl.includes("@0:");
  return purl.startsWith("pkg:golang/") && (!purl.includes("@v") || /\/v[0-9]+@|incompatible$/.test(purl));
}

/** Names that exactly one purl answers to. */
function indexNames(packages: readonly (PackageRef | Component)[]): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const [identity, cpes] of cpesByIdentity(packages)) {
    for (const name of [...namesOf(identity), ...cpes]) {
      if (byName.has(name)) ambiguous.add(name);
      byName.set(name, identity);
    }
  }
  for (const name of ambiguous) byName.delete(name);
  return byName;
}

/** Each purl identity once, with the keys of the CPEs that its packages carry. */
function cpesByIdentity(packages: readonly (PackageRef | Component)[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { purl, cpe } of packages) {
    if (purl === undefined) continue;
    const identity = identityOf(purl);
    const cpes = found.get(identity) ?? new Set();
    found.set(identity, cpes);
    for (const key of cpeKeys(cpe)) cpes.add(key);
  }
  return found;
}

/** What a package without a purl may be known as, the surest first. */
function spellingsOf(ref: PackageRef | Component): readonly string[] {
  const { cpe } = ref;
  const parsed = cpe === undefined ? undefined : parseCpe(cpe);
  const version = ref.version ?? parsed?.version;
  const names = [ref.name, ...loosely(ref), ...(parsed === undefined ? [] : [parsed.product])];
  return [...cpeKeys(cpe), ...names.map((name) => (version === undefined ? name : `${name}@${version}`))];
}

/** An RPM's identity has no epoch, which a scanner without purls may give. */
function rpmOf(ref: PackageRef | Component, names: ReadonlyMap<string, string>): string | undefined {
  const version = /^[0-9]{1,9}:(.+)$/.exec(ref.version ?? "")?.[1];
  const identity = version === undefined ? undefined : names.get(`${ref.name}@${version}`);
  return identity?.startsWith("pkg:rpm/") === true ? identity : undefined;
}

/** Python tools write a project's name as its author does; the purl has it normalised (PEP 503). */
function loosely(ref: PackageRef | Component): readonly string[] {
  const isPython = "ecosystem" in ref && /^(?:pypi|python|pip)/i.test(ref.ecosystem ?? "");
  return isPython ? [ref.name.toLowerCase().replace(/[-_.]+/g, "-")] : [];
}

/** A CPE that leaves its version open names no package. */
function cpeKeys(cpe: string | undefined): readonly string[] {
  const parsed = cpe === undefined ? undefined : parseCpe(cpe);
  return parsed?.version === undefined ? [] : [`cpe\n${parsed.vendor}\n${parsed.product}\n${parsed.version}`];
}

/** `name@version`, as a package without a purl is known. */
function nameAtVersion(ref: PackageRef | Component): string {
  return ref.version === undefined ? ref.name : `${ref.name}@${ref.version}`;
}

/** `pkg:maven/org.x/lib@1` → `lib@1`, `org.x/lib@1`, `org.x:lib@1`. */
function namesOf(identity: string): readonly string[] {
  const path = percentDecoded(identity.slice(identity.indexOf("/") + 1));
  const start = versionStart(path);
  const slash = path.lastIndexOf("/", start);
  const names = slash < 0 ? [path] : [path.slice(slash + 1), path, `${path.slice(0, slash)}:${path.slice(slash + 1)}`];
  return identity.startsWith("pkg:golang/") ? names.flatMap(goSpellings) : names;
}

/** A Go module without the `v` of its version, and Go's own library as `go version` prints it. */
function goSpellings(name: string): readonly string[] {
  const bare = name.replace(/@v(?=[0-9])/, "@");
  return bare.startsWith("stdlib@") ? [name, bare, bare.replace("@", "@go")] : [name, bare];
}

function versionStart(path: string): number {
  const mark = path.lastIndexOf("@");
  return mark < 0 ? path.length : mark;
}
