import { z } from "zod";
import { present } from "../domain/present.ts";
import type { ProvenanceStatement } from "../domain/provenance.ts";
import type { Json } from "../domain/section.ts";
import { sourceText } from "../domain/source.ts";
import { defineAssessor, notEvaluated } from "./assessor.ts";

/** What attestations claim. Nothing of it is verified in this version, and no rule rests on it. */
export const provenanceAssessor = defineAssessor({
  section: "provenance",
  options: z.undefined(),
  rules: [],
  assess({ provenance }) {
    if (provenance.length === 0) return { section: notEvaluated("no provenance was given"), results: [] };
    const section = {
      status: "degraded",
      why: "read and not verified: neither signatures nor subjects were checked",
      statements: provenance.map(statementRecord),
    } as const;
    return { section, results: [] };
  },
});

/** Subjects named at most; a release can have hundreds. */
const maxSubjects = 20;

function statementRecord(one: ProvenanceStatement): Json {
  const { origin } = one;
  return present({
    predicate_type: one.predicateType,
    statement_type: one.statementType,
    builder: one.builder,
    build_type: one.buildType,
    source_uri: origin?.uri ?? origin?.name,
    source_digests: origin === undefined ? undefined : Object.fromEntries(origin.digests),
    subject_count: one.subjects.length,
    subjects: one.subjects
      .slice(0, maxSubjects)
      .map(({ name, digests }) => present({ name, digests: Object.fromEntries(digests) })),
    dependency_count: one.dependencies.length,
    started_on: one.startedOn,
    finished_on: one.finishedOn,
    envelope: one.envelope,
    signatures: one.signatures,
    source: sourceText(one.source),
  });
}
