import type { Component } from "../../domain/component.ts";

/** Types of components that are no packages, and have no version by their nature. */
const unversioned: ReadonlySet<string> = new Set([
  "file",
  "data",
  "device",
  "cryptographic-asset",
  "machine-learning-model",
  "platform",
]);

/** Words that stand in the place of a version and mean another one tomorrow. */
const moving: ReadonlySet<string> = new Set([
  "latest",
  "stable",
  "edge",
  "nightly",
  "next",
  "head",
  "main",
  "master",
  "trunk",
  "develop",
  "dev",
  "dev-main",
  "dev-master",
  "canary",
  "snapshot",
]);

/** What tools write when they do not know. */
const silent: ReadonlySet<string> = new Set(["", "unknown", "unspecified", "none", "noassertion", "(devel)", "n/a"]);

/** Why a component is of no one version; undefined when it is, or when it is no package. */
export function unpinnedReason({ purl, version, type }: Component): string | undefined {
  if (purl === undefined && unversioned.has(type ?? "")) return undefined;
  // Most versions are plain numbers.
  const isPlain = version !== undefined && /^v?\d+(?:\.\d+)*$/.test(version);
  const reason = isPlain ? undefined : versionReason(version?.trim() ?? "");
  if (reason !== undefined) return reason;
  return purl !== undefined && !hasVersion(purl) ? "its purl has no version" : undefined;
}

function versionReason(word: string): string | undefined {
  if (silent.has(word.toLowerCase())) return "it has no version";
  if (moving.has(word.toLowerCase()) || /-snapshot$/i.test(word)) return "its version is a name that moves";
  return isRange(word) ? "its version is a range" : undefined;
}

/** `^1.2`, `>=1`, `1.x`, `1.*`, `[1.0,2.0)`, `1 || 2`; a tilde within is Debian's (`1.0~rc1`). */
function isRange(version: string): boolean {
  return /^[\^~<>=!]|\|\||\*|^[[(].*[\])]$|^\d+(?:\.\d+)?\.x(?:\.x)?$/i.test(version);
}

/** A canonical purl has a bare `@` in front of its version only, and in qualifiers behind it. */
function hasVersion(purl: string): boolean {
  const at = purl.indexOf("@");
  const end = purl.search(/[?#]/);
  return at !== -1 && (end === -1 || at < end);
}
