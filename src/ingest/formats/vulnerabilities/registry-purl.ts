import { packagePurl } from "./package-purl.ts";

/** The words by which image scanners call the registries whose names and versions are those of one purl type, in lower case. */
const purlTypes: ReadonlyMap<string, string> = new Map(
  [
    ["npm", "npm node nodejs node-pkg nodepkg node_package node_packaged_module npmjs javascript yarn npm-packages"],
    ["pypi", "pypi pip pipenv poetry python python-pkg pythonpkg python_package"],
    ["maven", "maven java java-archive jar pom gav gradle maven_artifact"],
    ["golang", "go golang gobinary gomod go-module go_package go_module gomodule"],
    ["gem", "gem rubygems ruby bundler gemspec"],
    ["cargo", "cargo rust crates.io crates rust-crate rustbinary"],
    ["nuget", "nuget dotnet .net dotnet_deps nuget_package nuget_package_module"],
    ["composer", "composer php packagist php-composer"],
    ["hex", "hex erlang"],
    ["pub", "pub dart"],
  ].flatMap(([type = "", words = ""]) => words.split(" ").map((word) => [word, type] as const)),
);

/** A Maven name with its group, `group:artifact` or `group/artifact`: without one the purl would be another package's. */
const grouped = /^[^:/]+[:/][^:/]+$/;

/**
 * The canonical purl of a package that a scanner names with its own word for the registry. None for a word that is
 * no registry (operating system packages need the distribution and the architecture) and for a Maven name without group.
 */
export function registryPurl(word: string | undefined, name: string, version: string | undefined): string | undefined {
  const type = purlTypes.get(word?.toLowerCase() ?? "");
  if (type === undefined || (type === "maven" && !grouped.test(name))) return undefined;
  return packagePurl(type, name, version);
}
