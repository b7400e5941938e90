import type { Section } from "../domain/section.ts";
import { noBasis } from "../domain/trust.ts";
import { defineAssessor, notEvaluated } from "./assessor.ts";
import { provenanceOptions } from "./provenance/options.ts";
import { artefactRecords, basisRecord, statementRecord } from "./provenance/record.ts";
import { type ProvenanceReview, reviewProvenance, verifiedBuildLevel } from "./provenance/review.ts";
import { provenanceRules, ruleResults } from "./provenance/rules.ts";

/** What attestations claim, and what of it is verified: who signed, who built from what, and whether it is this release. */
export const provenanceAssessor = defineAssessor({
  section: "provenance",
  options: provenanceOptions,
  rules: provenanceRules,
  assess(model, options) {
    const review = reviewProvenance(model, options);
    const results = ruleResults(review, options);
    if (model.provenance.length === 0) return { section: notEvaluated("no provenance was given"), results };
    const section = {
      ...standing(review),
      verified_with: basisRecord(model.provenanceBasis ?? noBasis),
      slsa_build_level: verifiedBuildLevel(review),
      artefact_count: review.artefacts.length,
      artefacts: artefactRecords(review.artefacts),
      statements: review.statements.map(statementRecord),
    };
    return { section, results };
  },
});

function standing({ statements }: ProvenanceReview): Pick<Section, "status" | "why"> {
  const unsigned = statements.filter(({ signature }) => signature.status === "unknown").length;
  const unplaced = statements.filter(({ subject }) => subject.status === "unknown").length;
  if (unsigned + unplaced === 0) return { status: "evaluated" };
  const whys = [
    ...(unsigned > 0 ? [`${unsigned} of ${statements.length} read and not verified`] : []),
    ...(unplaced > 0 ? [`${unplaced} of ${statements.length} with nothing to compare the subject with`] : []),
  ];
  return { status: "degraded", why: whys.join("; ") };
}
