import type { ProvenanceStatement } from "../../domain/provenance.ts";
import { listText } from "../../domain/words.ts";
import { digestKey, type ReleaseArtefact, subjectKeys } from "./artefacts.ts";

/**
 * Whether a statement is about this release. `match`: about an artefact of it. `component`: about a part that it is
 * made of. `mismatch`: about something else. `unknown`: there is nothing to compare with.
 */
export type SubjectCheck = {
  readonly status: "match" | "component" | "mismatch" | "unknown";
  /** Artefacts that it is about. */
  readonly artefacts: readonly ReleaseArtefact[];
  readonly reason: string;
};

/** Names that a reason lists. */
const mostNames = 3;

/** The release's artefacts, indexed once for all statements. */
export type ArtefactIndex = {
  readonly byDigest: ReadonlyMap<string, ReleaseArtefact>;
  /** Algorithms in which an artefact of the release itself, not of a component, is known. */
  readonly comparable: ReadonlySet<string>;
};

export function indexArtefacts(artefacts: readonly ReleaseArtefact[]): ArtefactIndex {
  const own = artefacts.filter((one) => one.origin !== "component");
  return {
    byDigest: new Map(artefacts.map((one) => [digestKey(one.algorithm, one.digest), one])),
    comparable: new Set(own.map((one) => one.algorithm)),
  };
}

/** Compares the subjects of a statement with the release, by digest alone: names prove nothing. */
export function checkSubject({ subjects }: ProvenanceStatement, index: ArtefactIndex): SubjectCheck {
  const keys = subjects.flatMap(subjectKeys);
  const found = [...new Set(keys.flatMap((key) => index.byDigest.get(key) ?? []))];
  const own = found.filter((one) => one.origin !== "component");
  if (own.length > 0) return { status: "match", artefacts: own, reason: `about ${namesOf(own)}` };
  if (found.length > 0) {
    return { status: "component", artefacts: found, reason: `about ${namesOf(found)}, a component of the release` };
  }
  const isComparable = keys.some((key) => index.comparable.has(key.slice(0, key.indexOf(":"))));
  return isComparable
    ? { status: "mismatch", artefacts: [], reason: "about none of the release's artefacts" }
    : { status: "unknown", artefacts: [], reason: unknownReason(keys.length, index) };
}

function namesOf(artefacts: readonly ReleaseArtefact[]): string {
  return listText([...new Set(artefacts.map((one) => one.name))], mostNames);
}

function unknownReason(digests: number, { comparable }: ArtefactIndex): string {
  if (digests === 0) return "no subject has a digest that identifies it";
  return comparable.size === 0
    ? "no digest of the release's artefacts is known to compare with"
    : "its digests and those of the release's artefacts are of different algorithms";
}
