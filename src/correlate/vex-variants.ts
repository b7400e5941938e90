import type { PackageRef, Vulnerability } from "../domain/vulnerability.ts";

/** The package of a vulnerability as it is counted and as each scanner names it. */
export function everyVariant(one: Vulnerability): readonly PackageRef[] {
  return [one.package, ...one.observations.map((seen) => seen.package)];
}

/**
 * Packages that a statement must cover, each, to clear a vulnerability: what each scanner saw. One that gives no purl
 * was joined to the package by name, and speaks of it when it says the same ecosystem; else a program in C and a
 * package of npm may share the name, and its own must be covered.
 */
export function variantsOf(one: Vulnerability): readonly PackageRef[] {
  if (one.observations.length === 0) return [one.package];
  const type = one.package.purl === undefined ? undefined : typeOf(one.package.purl);
  return one.observations.map((seen) =>
    seen.package.purl === undefined && type !== undefined && ecosystemType(seen.package.ecosystem) === type
      ? one.package
      : seen.package,
  );
}

/** `pkg:npm/x` → `npm`. */
function typeOf(purl: string): string {
  return purl.slice("pkg:".length, purl.indexOf("/"));
}

/** purl type → the words by which tools and registries call its ecosystem, beside the type itself. */
const words: readonly (readonly [type: string, words: readonly string[]])[] = [
  ["apk", ["alpine", "wolfi", "chainguard"]],
  ["cargo", ["crates.io", "rust", "rust-crate", "rust-binary"]],
  ["composer", ["packagist", "php", "php-composer", "composer-vendor"]],
  ["deb", ["debian", "ubuntu", "dpkg"]],
  ["gem", ["rubygems", "ruby", "gemspec", "bundler"]],
  ["golang", ["go", "go-module", "gomod", "gobinary"]],
  ["maven", ["java", "java-archive", "jar", "pom", "gradle"]],
  ["npm", ["node", "nodejs", "node-pkg", "javascript", "yarn", "pnpm"]],
  ["nuget", ["dotnet", "dotnet-core", ".net"]],
  ["pypi", ["python", "python-pkg", "pip", "pipenv", "poetry"]],
  ["rpm", ["redhat", "rhel", "centos", "fedora", "rocky", "almalinux", "amazon", "oracle", "suse"]],
];

const types: ReadonlyMap<string, string> = new Map(
  words.flatMap(([type, names]) => [type, ...names].map((name) => [name, type] as const)),
);

/** `Debian:12` → `deb`; undefined for a word that names no ecosystem of packages (`binary`, `os`). */
function ecosystemType(word: string | undefined): string | undefined {
  const [name = ""] = (word ?? "").toLowerCase().split(":", 1);
  return types.get(name);
}
