import type { Component } from "../../domain/component.ts";
import type { Model } from "../../domain/model.ts";
import type { Artefact } from "../../domain/provenance.ts";
import { remains } from "../../domain/resource.ts";
import { parsePurl } from "../../standards/purl.ts";
import { imagesOf } from "./images.ts";

/** Bytes of the release that have a digest, and how they are known. */
export type ReleaseArtefact = {
  readonly name: string;
  /** As in-toto spells it: `sha256`. */
  readonly algorithm: string;
  /** Lower-case hex. */
  readonly digest: string;
  /** `named` on the command line; an `image` that is deployed; what the SBOM describes (`subject`); a `component` of it. */
  readonly origin: "named" | "image" | "subject" | "component";
};

/** Every artefact of the release with a digest that identifies it: named ones, deployed images, what SBOMs list. */
export function artefactsOf(model: Model): readonly ReleaseArtefact[] {
  const components = model.components.flatMap(componentArtefacts);
  return distinct([...ownArtefacts(model), ...components.map((one) => ({ ...one, origin: "component" as const }))]);
}

/** The artefacts that the release itself is, as far as a SHA-256 tells it; what an SBOM lists is in the SBOM. */
export function releaseDigests(model: Model): readonly { readonly name: string; readonly sha256: string }[] {
  return distinct(ownArtefacts(model))
    .filter(({ algorithm }) => algorithm === "sha256")
    .map(({ name, digest }) => ({ name, sha256: digest }));
}

function ownArtefacts(model: Model): readonly ReleaseArtefact[] {
  const named = (model.provenanceBasis?.artefacts ?? []).map(({ name, sha256 }) =>
    toArtefact(name, ["sha256", sha256], "named"),
  );
  const images = model.resources.filter(remains).flatMap(imagesOf).map(imageArtefact);
  const subjects = model.documents.flatMap(({ subject }) => (subject === undefined ? [] : componentArtefacts(subject)));
  return [...named, ...images, ...subjects.map((one) => ({ ...one, origin: "subject" as const }))];
}

/** One digest is one artefact; the first origin counts, which says most. */
function distinct(all: readonly ReleaseArtefact[]): readonly ReleaseArtefact[] {
  const byDigest = new Map<string, ReleaseArtefact>();
  for (const one of all) {
    const key = digestKey(one.algorithm, one.digest);
    if (!byDigest.has(key)) byDigest.set(key, one);
  }
  return [...byDigest.values()];
}

/** Digests that nobody can find a second artefact for; MD5 and SHA-1 are none (collisions are made at will). */
const strong: ReadonlySet<string> = new Set(["sha256", "sha384", "sha512", "sha3256", "sha3384", "sha3512"]);

/** `SHA-256` of CycloneDX, `SHA256` of SPDX and `sha256` of in-toto are one; undefined for one that proves nothing. */
function algorithmOf(given: string): string | undefined {
  const name = given.toLowerCase().replaceAll(/[-_]/g, "");
  return strong.has(name) ? name : undefined;
}

/** One text for one digest, for sets. */
export function digestKey(algorithm: string, digest: string): string {
  return `${algorithm}:${digest}`;
}

/** The digests of an in-toto subject that identify it, as keys. */
export function subjectKeys({ digests }: Artefact): readonly string[] {
  return digests.flatMap(([given, digest]) => {
    const algorithm = algorithmOf(given);
    return algorithm === undefined ? [] : [digestKey(algorithm, digest.toLowerCase())];
  });
}

type Digest = readonly [algorithm: string, digest: string];

function toArtefact(name: string, [algorithm, digest]: Digest, origin: ReleaseArtefact["origin"]): ReleaseArtefact {
  return { name, algorithm, digest, origin };
}

/** `registry/name@sha256:<hex>`: the digest of the manifest. */
function imageArtefact(reference: string): ReleaseArtefact {
  const at = reference.lastIndexOf("@");
  return toArtefact(reference.slice(0, at), digestIn(reference.slice(at + 1)) ?? ["", ""], "image");
}

/** Hashes, and for a container image the version or the purl's version, which is the digest of its manifest. */
function componentArtefacts(component: Component): readonly Omit<ReleaseArtefact, "origin">[] {
  const { name, hashes, version, purl } = component;
  const texts = [...hashes, ...(version === undefined ? [] : [version]), ...versionIn(purl)];
  return texts.flatMap((text) => {
    const digest = digestIn(text);
    return digest === undefined ? [] : [{ name, algorithm: digest[0], digest: digest[1] }];
  });
}

/** Only of containers: the version of other packages is a name. */
function versionIn(purl: string | undefined): readonly string[] {
  const parsed = purl?.startsWith("pkg:oci/") || purl?.startsWith("pkg:docker/") ? parsePurl(purl) : undefined;
  return parsed?.version === undefined ? [] : [parsed.version];
}

/** `ALG:hex` → its parts, when it identifies something. */
function digestIn(text: string): Digest | undefined {
  const colon = text.indexOf(":");
  const algorithm = colon === -1 ? undefined : algorithmOf(text.slice(0, colon));
  const digest = text.slice(colon + 1).toLowerCase();
  return algorithm === undefined || !/^[0-9a-f]{64,128}$/.test(digest) ? undefined : [algorithm, digest];
}
