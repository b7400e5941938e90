import type { Artefact, ProvenanceStatement } from "../../../domain/provenance.ts";
import { repositoryOf, revisionOf } from "../../../standards/source-uri.ts";
import { at, field, isObject, list, optional } from "../../../standards/wire.ts";
import { label } from "../label.ts";
import { artefactOf, artefactsOf, reference } from "./artefact.ts";

/** What a predicate tells of a build. */
export type BuildFacts = Pick<
  ProvenanceStatement,
  "builder" | "buildType" | "origin" | "ref" | "dependencies" | "startedOn" | "finishedOn"
>;

/**
 * The build that a predicate describes, by the shape of the predicate and not by its type: SLSA 1.x has a
 * `buildDefinition`, SLSA 0.1 and 0.2 a `builder`, in-toto link `materials`, vulns scan times. Others tell of none.
 */
export function buildFacts(predicate: unknown): BuildFacts {
  const definition = field(predicate, "buildDefinition");
  return definition === undefined ? olderFacts(predicate) : slsa1Facts(definition, field(predicate, "runDetails"));
}

function slsa1Facts(definition: unknown, run: unknown): BuildFacts {
  const dependencies = artefactsOf(list(definition, "resolvedDependencies"));
  return {
    ...optional("builder", reference(at(run, "builder"), "id")),
    ...optional("buildType", reference(definition, "buildType")),
    ...slsa1Source(field(definition, "externalParameters"), dependencies),
    dependencies,
    ...optional("startedOn", label(at(run, "metadata"), "startedOn")),
    ...optional("finishedOn", label(at(run, "metadata"), "finishedOn")),
  };
}

/** External parameters that name the source, in the build types that publish their own: a URI, or an object about it. */
const sourceKeys = ["source", "configSource", "buildConfigSource", "workflow", "sourceToBuild"] as const;

type SourceFacts = Pick<ProvenanceStatement, "origin" | "ref">;

/** What the parameters name; the digest is that of the dependency that was resolved from it. */
function slsa1Source(parameters: unknown, dependencies: readonly Artefact[]): SourceFacts {
  for (const key of sourceKeys) {
    const origin = namedSource(parameters, key);
    if (origin === undefined) continue;
    const ref = reference(field(parameters, key), "ref") ?? refIn(origin.uri);
    return { origin: resolved(origin, dependencies), ...optional("ref", ref) };
  }
  return {};
}

/** A branch or tag; a commit is none. */
function refIn(uri: string | undefined): string | undefined {
  const revision = revisionOf(uri ?? "");
  return revision === undefined || /^[0-9a-f]{40,64}$/.test(revision) ? undefined : revision;
}

function namedSource(parameters: unknown, key: string): Artefact | undefined {
  const given = field(parameters, key);
  const uri = reference(parameters, key) ?? reference(given, "uri") ?? reference(given, "repository");
  if (uri === undefined) return undefined;
  return { ...artefactOf(given), uri };
}

/** `git+https://host/repository@ref` was resolved from `https://host/repository`. */
function resolved(origin: Artefact, dependencies: readonly Artefact[]): Artefact {
  if (origin.digests.length > 0) return origin;
  const wanted = repositoryOf(origin.uri ?? "");
  const found = dependencies.find(({ uri }) => uri !== undefined && repositoryOf(uri) === wanted);
  return found ?? origin;
}

function olderFacts(predicate: unknown): BuildFacts {
  const dependencies = artefactsOf(list(predicate, "materials"));
  const metadata = field(predicate, "metadata");
  const origin = olderOrigin(predicate, dependencies);
  return {
    ...optional("builder", reference(field(predicate, "builder"), "id")),
    ...optional("buildType", reference(predicate, "buildType") ?? reference(field(predicate, "recipe"), "type")),
    ...optional("origin", origin),
    ...optional("ref", refIn(origin?.uri)),
    dependencies,
    ...optional("startedOn", label(metadata, "buildStartedOn") ?? label(metadata, "scanStartedOn")),
    ...optional("finishedOn", label(metadata, "buildFinishedOn") ?? label(metadata, "scanFinishedOn")),
  };
}

/**
 * SLSA 0.2 `invocation.configSource`, SLSA 0.1 the material that the recipe is defined in. Where a recipe does not tell,
 * as that of Cloud Build, a lone material is what was built.
 */
function olderOrigin(predicate: unknown, materials: readonly Artefact[]): Artefact | undefined {
  const source = artefactOf(at(predicate, "invocation", "configSource"));
  if (source.uri !== undefined) return source;
  const index = at(predicate, "recipe", "definedInMaterial");
  if (typeof index === "number") return materials[index];
  return isObject(field(predicate, "recipe")) && materials.length === 1 ? materials[0] : undefined;
}

/**
 * True when a predicate says that what it attests to has failed: a verification summary (SLSA VSA), a test result
 * (in-toto). A statement is not good news because it is signed.
 */
export function attestsFailure(predicateType: string, predicate: unknown): boolean {
  const keys = resultKeys.find(([part]) => predicateType.includes(part))?.[1] ?? [];
  return keys.some((key) => (label(predicate, key) ?? passed).toUpperCase() !== passed);
}

const passed = "PASSED";

/** VSA 0.1 spelled the member differently. */
const resultKeys: readonly (readonly [typePart: string, keys: readonly string[]])[] = [
  ["slsa.dev/verification_summary/", ["verificationResult", "verification_result"]],
  ["in-toto.io/attestation/test-result/", ["result"]],
];
