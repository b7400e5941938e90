import type { Artefact, ProvenanceStatement } from "../../domain/provenance.ts";
import { repositoryOf } from "../../standards/source-uri.ts";
import type { ProvenanceOptions } from "./options.ts";
import { matches, matchesAny } from "./pattern.ts";
import { type SignatureCheck, signerName } from "./signature.ts";

/** A claim of the predicate against the overlay: allowed, not allowed, or not told. */
export type Claim = { readonly status: "pass" | "fail" | "unknown"; readonly reason: string };

/** The claims of one statement about its build; a claim that the overlay says nothing of is left out. */
export type PolicyCheck = {
  readonly builder?: Claim;
  readonly source?: Claim;
  readonly ref?: Claim;
  readonly materials?: Claim;
};

/** True for statements that tell of a build: SLSA provenance of any version, in-toto's own before it. */
export function isBuildProvenance({ predicateType }: ProvenanceStatement): boolean {
  return /^https:\/\/(?:slsa\.dev\/provenance|in-toto\.io\/Provenance)\//.test(predicateType);
}

/** Holds what a statement claims of its build against the overlay. Whether the claim is true is the signature's to say. */
export function checkPolicy(
  statement: ProvenanceStatement,
  signature: SignatureCheck,
  options: ProvenanceOptions,
): PolicyCheck {
  const { builders, sources, refs, materials } = options;
  const asksMaterials = materials.required.length + materials.allowed.length > 0;
  return {
    ...(builders.length > 0 && { builder: builderClaim(statement.builder, signature, builders) }),
    ...(sources.length > 0 && { source: sourceClaim(statement.origin, sources) }),
    ...(refs.length > 0 && { ref: listClaim("the ref", statement.ref, refs) }),
    ...(asksMaterials && { materials: materialsClaim(statement.dependencies, materials) }),
  };
}

type Builders = ProvenanceOptions["builders"];

/** An entry of the overlay's table that is about a builder. */
export function buildersNamed(builder: string, table: Builders): Builders {
  return table.filter(({ id }) => matches(id, builder));
}

/** True when the signer may speak for the builder, as every trusted one may unless the overlay names one. */
export function maySign({ signed_by }: Builders[number], signature: SignatureCheck): boolean {
  const signer = signerName(signature);
  return signed_by === undefined || (signer !== undefined && matches(signed_by, signer));
}

function builderClaim(builder: string | undefined, signature: SignatureCheck, allowed: Builders): Claim {
  const ids = allowed.map(({ id }) => id);
  const claim = listClaim("the builder", builder, ids);
  if (builder === undefined || claim.status !== "pass") return claim;
  if (buildersNamed(builder, allowed).some((entry) => maySign(entry, signature))) return claim;
  const signer = signerName(signature);
  if (signer === undefined) return { status: "unknown", reason: `${claim.reason}, and who signed is not shown` };
  return { status: "fail", reason: `${claim.reason}, for which ${signer} may not sign` };
}

function sourceClaim(origin: Artefact | undefined, allowed: readonly string[]): Claim {
  const uri = origin?.uri ?? origin?.name;
  const repositories = allowed.map((one) => (one.endsWith("*") ? withoutGit(one) : repositoryOf(one)));
  return listClaim("the source", uri === undefined ? undefined : repositoryOf(uri), repositories);
}

function withoutGit(text: string): string {
  return text.startsWith("git+") ? text.slice("git+".length) : text;
}

function listClaim(what: string, value: string | undefined, allowed: readonly string[]): Claim {
  if (value === undefined) return { status: "unknown", reason: `${what} is not told` };
  return matchesAny(allowed, value)
    ? { status: "pass", reason: `${what} is ${value}` }
    : { status: "fail", reason: `${what} is ${value}, which is not allowed` };
}

function materialsClaim(dependencies: readonly Artefact[], materials: ProvenanceOptions["materials"]): Claim {
  const uris = dependencies.flatMap(({ uri, name }) => uri ?? name ?? []);
  if (uris.length < dependencies.length) return { status: "unknown", reason: "a material has no URI" };
  if (uris.length === 0) return { status: "unknown", reason: "the materials are not told" };
  const missing = materials.required.find((one) => !uris.some((uri) => matches(one, uri)));
  if (missing !== undefined) return { status: "fail", reason: `the material ${missing} was not used` };
  const other = materials.allowed.length === 0 ? undefined : uris.find((uri) => !matchesAny(materials.allowed, uri));
  if (other !== undefined) return { status: "fail", reason: `the material ${other} is not allowed` };
  return { status: "pass", reason: "the materials are as the overlay says" };
}
