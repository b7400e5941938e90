import { canonicalPurl } from "../../../standards/purl.ts";

/**
 * The canonical purl of a package of one language's own registry; `type` is the purl type, `name` as that registry writes
 * it: `group:artifact` (Maven), `@scope/name`, a Go module path. Undefined for a name that makes no purl.
 */
export function packagePurl(type: string, name: string, version: string | undefined): string | undefined {
  const parts = (type === "maven" ? name.replace(":", "/") : name).split("/").map(encoded).join("/");
  const suffix = version === undefined ? "" : `@${encoded(purlVersion(type, name, version))}`;
  return canonicalPurl(`pkg:${type}/${parts}${suffix}`);
}

/** Go modules are tagged `v1.2.3` and so are their purls; OSV drops the `v`. The standard library has none. */
function purlVersion(type: string, name: string, version: string): string {
  const isModule = type === "golang" && name.includes("/");
  return isModule && /^\d/.test(version) ? `v${version}` : version;
}

/** Lone surrogates, which have no percent-encoding, become U+FFFD. */
function encoded(part: string): string {
  return encodeURIComponent(part.toWellFormed());
}
