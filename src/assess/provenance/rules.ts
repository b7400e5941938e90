import type { Rule, RuleEvidence, RuleResult } from "../../domain/rule.ts";
import { sourceText } from "../../domain/source.ts";
import { counted } from "../../domain/words.ts";
import { evidenceOf, ruleResult } from "../assessor.ts";
import type { ProvenanceOptions } from "./options.ts";
import type { Claim, PolicyCheck } from "./policy.ts";
import {
  isVerifiedBuild,
  type ProvenanceReview,
  type StatementReview,
  standingOf,
  verifiedBuildLevel,
} from "./review.ts";

const signatureRule: Rule = {
  id: "provenance/signature",
  code: "PROVENANCE_SIGNATURE",
  title: "signatures of provenance hold",
  enforce: "block",
  source: "DSSE 1.0.2; Sigstore client specification",
};

const subjectRule: Rule = {
  id: "provenance/subject",
  code: "PROVENANCE_SUBJECT",
  title: "provenance is about this release",
  enforce: "block",
  source: "SLSA v1.0, verifying artifacts",
};

const builderRule: Rule = {
  id: "provenance/builder",
  code: "PROVENANCE_BUILDER",
  title: "an allowed builder built the release",
  enforce: "block",
  source: "SLSA v1.0, verifying artifacts",
};

const sourceRule: Rule = {
  id: "provenance/source",
  code: "PROVENANCE_SOURCE",
  title: "the release was built from an allowed repository and ref",
  enforce: "block",
  source: "SLSA v1.0, verifying artifacts",
};

const materialsRule: Rule = {
  id: "provenance/materials",
  code: "PROVENANCE_MATERIALS",
  title: "the release was built from the materials that the overlay names",
  enforce: "block",
  source: "SLSA v1.0, verifying artifacts",
};

const levelRule: Rule = {
  id: "provenance/build-level",
  code: "PROVENANCE_BUILD_LEVEL",
  title: "the release reaches the SLSA Build level of the overlay",
  enforce: "block",
  source: "SLSA v1.0, Build track",
};

const missingRule: Rule = {
  id: "provenance/missing",
  code: "PROVENANCE_MISSING",
  title: "the release has verified build provenance",
  enforce: "block",
  source: "SLSA v1.0, Build track",
};

const unverifiedRule: Rule = {
  id: "provenance/unverified",
  code: "PROVENANCE_UNVERIFIED",
  title: "given provenance is verified",
  enforce: "warn",
  source: "SLSA v1.0, verifying artifacts",
};

export const provenanceRules: readonly Rule[] = [
  signatureRule,
  subjectRule,
  builderRule,
  sourceRule,
  materialsRule,
  levelRule,
  missingRule,
  unverifiedRule,
];

/** How the rules come out. No statement that does not verify makes any of them better. */
export function ruleResults(review: ProvenanceReview, options: ProvenanceOptions): readonly RuleResult[] {
  const { statements } = review;
  return [
    judged(signatureRule, statements.map(signatureFact), review),
    judged(subjectRule, statements.map(subjectFact), review),
    judged(
      builderRule,
      claims(statements, (policy) => [policy.builder]),
      review,
    ),
    judged(
      sourceRule,
      claims(statements, (policy) => [policy.source, policy.ref]),
      review,
    ),
    judged(
      materialsRule,
      claims(statements, (policy) => [policy.materials]),
      review,
    ),
    levelResult(review, options),
    missingResult(review, options),
    unverifiedResult(review),
  ];
}

/** What a rule looks at in one statement. */
type Fact = Claim & { readonly of: StatementReview; readonly fix?: string };

const statusOfSignature = { verified: "pass", failed: "fail", unknown: "unknown" } as const;

function signatureFact(of: StatementReview): Fact {
  return { status: statusOfSignature[of.signature.status], reason: of.signature.reason, of, fix: signatureFix(of) };
}

/** What a signature needs to be verified, or to be that of somebody trusted. */
function signatureFix({ signature }: StatementReview): string {
  const { signer, signatures } = signature;
  if (signer !== undefined && "identity" in signer)
    return "name the signer under provenance.identities, if it is trusted";
  const trust = "give what verifies it: --trusted-key FILE, or --trusted-root FILE for a certificate";
  return signatures.length === 0 ? `have the build sign it, and ${trust}` : trust;
}

const statusOfSubject = { match: "pass", component: "pass", mismatch: "fail", unknown: "unknown" } as const;

/** A match that nobody trusted has signed is the signature's doubt, and told there. */
function subjectFact(of: StatementReview): Fact {
  const fix = "name what is deployed with --artefact FILE or sha256:HEX, and give the provenance of that";
  return { status: statusOfSubject[of.subject.status], reason: of.subject.reason, of, fix };
}

type ClaimsOf = (policy: PolicyCheck) => readonly (Claim | undefined)[];

function claims(statements: readonly StatementReview[], claimsOf: ClaimsOf): readonly Fact[] {
  return statements.flatMap((of) =>
    claimsOf(of.policy).flatMap((claim) => (claim === undefined ? [] : [claimFact(standingOf(claim, of), of)])),
  );
}

/** An allowed claim that is in doubt lacks a signature. */
function claimFact(claim: Claim, of: StatementReview): Fact {
  const isUnsigned = claim.status === "unknown" && of.signature.status !== "verified";
  return { ...claim, of, ...(isUnsigned && { fix: signatureFix(of) }) };
}

/** The worst fact is the result. Where nobody asked for verification, `provenance/unverified` tells of it instead. */
function judged(rule: Rule, facts: readonly Fact[], { isAsked }: ProvenanceReview): RuleResult {
  if (facts.length === 0) return ruleResult(rule, "not_applicable", "there is nothing to compare");
  if (!isAsked) return ruleResult(rule, "not_applicable", "nothing was given to verify with");
  const wrong = facts.filter((fact) => fact.status === "fail");
  if (wrong.length > 0) return factResult(rule, "fail", wrong);
  const open = facts.filter((fact) => fact.status === "unknown");
  if (open.length > 0) return factResult(rule, "unknown", open);
  return ruleResult(rule, "pass", `${counted(facts.length, "claim holds", "claims hold")}`);
}

function factResult(rule: Rule, status: "fail" | "unknown", facts: readonly Fact[]): RuleResult {
  const statements = counted(new Set(facts.map(({ of }) => of)).size, "statement", "statements");
  const words = troubles.get(rule)?.[status] ?? rule.title;
  return ruleResult(rule, status, `${statements} ${words}`, { evidence: evidenceOf(facts, factEvidence) });
}

/** What is the matter, after "2 statements"; the evidence tells of each. */
const troubles: ReadonlyMap<Rule, { readonly fail: string; readonly unknown: string }> = new Map([
  [signatureRule, { fail: "whose signature does not hold", unknown: "whose signature was not verified" }],
  [subjectRule, { fail: "about another artefact", unknown: "whose subject was not compared" }],
  [builderRule, { fail: "of a builder that is not allowed", unknown: "whose builder is not shown" }],
  [sourceRule, { fail: "of a source or ref that is not allowed", unknown: "whose source or ref is not shown" }],
  [materialsRule, { fail: "of materials that are not allowed", unknown: "whose materials are not shown" }],
  [unverifiedRule, { fail: "not verified", unknown: "not verified, or not compared with the release" }],
]);

function factEvidence({ of: { statement }, reason, fix }: Fact): RuleEvidence {
  const evidence = { id: statement.source.input, what: reason, where: sourceText(statement.source) };
  return fix === undefined ? evidence : { ...evidence, fix };
}

/** The best verified statement counts: one that does not verify changes nothing. */
function levelResult(review: ProvenanceReview, { min_build_level }: ProvenanceOptions): RuleResult {
  if (min_build_level === undefined) return ruleResult(levelRule, "not_applicable", "the overlay asks for no level");
  const best = verifiedBuildLevel(review);
  const threshold = `provenance.min_build_level = ${min_build_level}`;
  if (best >= min_build_level) return ruleResult(levelRule, "pass", `SLSA Build L${best} is verified`, { threshold });
  const message = best === 0 ? "no SLSA Build level is verified" : `only SLSA Build L${best} is verified`;
  return ruleResult(levelRule, "fail", message, { threshold });
}

function missingResult(review: ProvenanceReview, { required }: ProvenanceOptions): RuleResult {
  if (!required) return ruleResult(missingRule, "not_applicable", "the overlay does not require provenance");
  const threshold = "provenance.required = true";
  const verified = review.statements.filter(isVerifiedBuild);
  if (verified.length === 0) {
    return ruleResult(missingRule, "fail", "no verified build provenance of the release was given", { threshold });
  }
  const covered = new Set(verified.flatMap(({ subject }) => subject.artefacts));
  const bare = review.artefacts.filter((one) => one.origin === "named" && !covered.has(one));
  if (bare.length === 0) return ruleResult(missingRule, "pass", "the release has verified provenance", { threshold });
  const message = `${counted(bare.length, "artefact has", "artefacts have")} no verified build provenance`;
  const evidence = evidenceOf(bare, ({ name, algorithm, digest }) => ({ id: name, what: `${algorithm}:${digest}` }));
  return ruleResult(missingRule, "fail", message, { threshold, evidence });
}

/** What was not verified says nothing for certain: neither that the release is this one, nor that it is another. */
function unverifiedResult({ statements, isAsked }: ProvenanceReview): RuleResult {
  if (statements.length === 0) return ruleResult(unverifiedRule, "not_applicable", "no provenance was given");
  const facts = statements.flatMap((of) => [signatureFact(of), subjectFact(of)]);
  const open = facts.filter(({ status }) => status === "unknown" || (status === "fail" && !isAsked));
  if (open.length > 0) return factResult(unverifiedRule, "unknown", open);
  return ruleResult(unverifiedRule, "pass", "every statement was verified and compared");
}
