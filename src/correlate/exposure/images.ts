import type { Component } from "../../domain/component.ts";
import { type ImageReference, parseImageReference } from "../../standards/image-reference.ts";
import { type Purl, parsePurl } from "../../standards/purl.ts";

/** The images that a component may be, as its purl and name give them. */
export function imagesOfComponent({ purl, name, version }: Component): readonly ImageReference[] {
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  const byPurl = parsed === undefined ? undefined : imageOfPurl(parsed);
  const byName = parseImageReference(name.toLowerCase());
  const named = byName === undefined ? [] : [{ ...byName, ...versionOf(byName, version) }];
  return byPurl === undefined ? named : [byPurl, ...named];
}

/** purl types `oci` (repository_url holds the whole name) and `docker` (it holds the registry). */
function imageOfPurl({ type, namespace, name, version, qualifiers }: Purl): ImageReference | undefined {
  if (type !== "oci" && type !== "docker") return undefined;
  const url = qualifiers.get("repository_url");
  const path = [namespace, name].filter((part) => part !== undefined && part !== "").join("/");
  const registry = url === undefined ? path : `${url}/${path}`;
  const reference = parseImageReference(type === "oci" && url !== undefined ? url : registry);
  const tag = qualifiers.get("tag");
  if (reference === undefined) return undefined;
  return {
    ...reference,
    ...(tag !== undefined && { tag }),
    ...versionOf({ ...reference, ...(tag !== undefined && { tag }) }, version),
  };
}

/** The version of an image is its digest or its tag, where the name does not hold one. */
function versionOf(
  { tag, digest }: ImageReference,
  version: string | undefined,
): Pick<ImageReference, "tag" | "digest"> {
  if (version === undefined) return {};
  if (version.startsWith("sha256:")) return digest === undefined ? { digest: version } : {};
  return tag === undefined && digest === undefined ? { tag: version } : {};
}

/** The last part of the repository: what people call the image. */
export function shortName({ repository }: ImageReference): string {
  return repository.slice(repository.lastIndexOf("/") + 1);
}

/**
 * Whether a workload's image is the one that an SBOM describes. Digests decide where both have one; else the names must
 * agree as far as both tell them, and the tags where both have one.
 */
export function isSameImage(run: ImageReference, described: ImageReference): boolean {
  if (run.digest !== undefined && described.digest !== undefined) return run.digest === described.digest;
  if (!isSameRepository(run, described)) return false;
  if (run.tag === undefined || described.tag === undefined) return true;
  return plainTag(run.tag) === plainTag(described.tag);
}

/** `v1.2` and `1.2` are one version. */
function plainTag(tag: string): string {
  return tag.replace(/^v(?=\d)/, "");
}

function isSameRepository(run: ImageReference, described: ImageReference): boolean {
  const isShort = described.registry === undefined && !described.repository.includes("/");
  if (isShort) return shortName(run) === described.repository;
  const [a, b] = [registryOf(run), registryOf(described)];
  return plainRepository(run) === plainRepository(described) && (a === undefined || b === undefined || a === b);
}

/** The default registry need not be written. */
function registryOf({ registry }: ImageReference): string | undefined {
  return registry === undefined || registry === "index.docker.io" || registry === "docker.io" ? undefined : registry;
}

/** `library/nginx` is how Docker's own images are called in full. */
function plainRepository({ repository }: ImageReference): string {
  return repository.startsWith("library/") ? repository.slice("library/".length) : repository;
}
