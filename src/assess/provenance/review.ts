import type { Model } from "../../domain/model.ts";
import type { ProvenanceStatement } from "../../domain/provenance.ts";
import { noBasis } from "../../domain/trust.ts";
import { artefactsOf, type ReleaseArtefact } from "./artefacts.ts";
import { type BuildLevel, buildLevel } from "./level.ts";
import { asksPolicy, type ProvenanceOptions } from "./options.ts";
import { type Claim, checkPolicy, isBuildProvenance, type PolicyCheck } from "./policy.ts";
import { checkSignature, type SignatureCheck } from "./signature.ts";
import { checkSubject, indexArtefacts, type SubjectCheck } from "./subject.ts";

/** All that is found out about one statement. */
export type StatementReview = {
  readonly statement: ProvenanceStatement;
  readonly signature: SignatureCheck;
  readonly subject: SubjectCheck;
  readonly policy: PolicyCheck;
  readonly level: BuildLevel;
};

export type ProvenanceReview = {
  readonly statements: readonly StatementReview[];
  /** Artefacts of the release itself that have a digest. */
  readonly artefacts: readonly ReleaseArtefact[];
  /** True when keys, roots, artefacts or the overlay ask for verification: then what is unknown is a doubt. */
  readonly isAsked: boolean;
};

/** Verifies and compares every statement of a model. Pure; the same for the section, the rules and the stages. */
export function reviewProvenance(model: Model, options: ProvenanceOptions): ProvenanceReview {
  const basis = model.provenanceBasis ?? noBasis;
  const isAsked = basis.keys.length + basis.roots.length + basis.artefacts.length > 0 || asksPolicy(options);
  if (model.provenance.length === 0 && !isAsked) return { statements: [], artefacts: [], isAsked };
  const artefacts = artefactsOf(model);
  const index = indexArtefacts(artefacts);
  const statements = model.provenance.map((statement): StatementReview => {
    const signature = checkSignature(statement, { basis, identities: options.identities });
    const subject = checkSubject(statement, index);
    const isOfBuild = isBuildProvenance(statement) && subject.status !== "component";
    return {
      statement,
      signature,
      subject,
      policy: isOfBuild ? checkPolicy(statement, signature, options) : {},
      level: buildLevel(statement, signature, options.builders),
    };
  });
  return { statements, artefacts: artefacts.filter((one) => one.origin !== "component"), isAsked };
}

/** True for verified provenance of the build of an artefact of this release. */
export function isVerifiedBuild({ statement, signature, subject }: StatementReview): boolean {
  return signature.status === "verified" && subject.status === "match" && isBuildProvenance(statement);
}

/** The best SLSA Build level that is verified of the release; 0 when none is. */
export function verifiedBuildLevel({ statements }: ProvenanceReview): number {
  const verified = statements.filter(isVerifiedBuild);
  return Math.max(0, ...verified.map(({ level }) => (level.standing === "verified" ? level.level : 0)));
}

/** A claim that is allowed counts only when somebody trusted made it. */
export function standingOf(claim: Claim, { signature }: StatementReview): Claim {
  if (claim.status !== "pass" || signature.status === "verified") return claim;
  return { status: "unknown", reason: `${claim.reason}, which nobody trusted has signed` };
}
