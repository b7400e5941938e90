import { z } from "zod";
import { type ExposureContradiction, type ExposureFact, type ExposureJoin, pathText } from "../domain/exposure.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Rule, RuleEvidence, RuleResult } from "../domain/rule.ts";
import type { Json } from "../domain/section.ts";
import {
  compareSeverity,
  countSeverities,
  isAtLeast,
  type ScoredSeverity,
  scoredSeverities,
} from "../domain/severity.ts";
import { sourceText } from "../domain/source.ts";
import { isOpen, type Vulnerability } from "../domain/vulnerability.ts";
import { counted } from "../domain/words.ts";
import { shorten } from "../standards/wire.ts";
import { defineAssessor, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";
import { vulnerabilityEvidence } from "./evidence.ts";

const options = z
  .strictObject({
    fail_on: z
      .enum(scoredSeverities)
      .default("critical")
      .describe(
        "An open vulnerability of this severity or worse, or a known exploited one, fails exposure/open-vulnerability when the internet reaches what runs its package.",
      ),
    components: z
      .array(
        z.strictObject({
          match: z
            .string()
            .min(1)
            .max(500)
            .describe("A purl, with or without version, or a name; * stands for anything."),
          exposed: z.enum(["yes", "no", "unknown"]).describe("Whether the internet reaches it."),
          reason: z.string().min(1).max(500).describe("How you know; it is kept in the evidence."),
        }),
      )
      .default([])
      .describe("What you state of packages. A `no` never outweighs a path that is shown: both are reported."),
  })
  .prefault({});

const openRule: Rule = {
  id: "exposure/open-vulnerability",
  code: "EXPOSED_VULNERABILITY",
  title: "no serious open vulnerability is in something that the internet reaches",
  enforce: "block",
  source: "overlay exposure.fail_on; CISA BOD 26-04 takes exposed assets first",
};

const contradictionRule: Rule = {
  id: "exposure/contradiction",
  code: "EXPOSURE_CONTRADICTED",
  title: "nothing that is stated not to be on the internet is shown to be",
  enforce: "warn",
  source: "invariant: of two statements the worse counts, and both are told",
};

const unknownRule: Rule = {
  id: "exposure/unknown",
  code: "EXPOSURE_UNKNOWN",
  title: "the exposure of what is deployed, and of what is vulnerable, is known",
  enforce: "warn",
  source: "invariant: what is not told is a doubt",
};

/** What the internet reaches and by which path, which packages that is about, and what is open in them. */
export const exposureAssessor = defineAssessor({
  section: "exposure",
  options,
  rules: [openRule, contradictionRule, unknownRule],
  assess(model, { fail_on }) {
    const open = model.vulnerabilities.filter(isOpen);
    const results = [
      evaluateOpen(open, fail_on),
      evaluateContradictions(model.exposureLinks.contradictions),
      evaluateUnknown(model.exposures, open, fail_on),
    ];
    if (model.exposures.length === 0) {
      return {
        section: notEvaluated("no plan, manifest, design or context among the inputs tells of exposure"),
        results,
      };
    }
    return { section: { status: "evaluated", fail_on, ...exposureRecord(model) }, results };
  },
});

/** The facts, what they speak for, and what is open there, spelled as on disk. */
export function exposureRecord(model: Pick<Model, "exposures" | "exposureLinks" | "vulnerabilities">) {
  const { joins, contradictions, unjoined } = model.exposureLinks;
  const byFact = Map.groupBy(joins, (join) => join.fact);
  const open = model.vulnerabilities.filter(isOpen);
  const exposed = (value: string) => open.filter((one) => one.exposed?.value === value);
  return {
    counts: countExposed(model.exposures),
    targets: model.exposures.map((fact) => factRecord(fact, byFact.get(fact) ?? [])),
    contradictions: contradictions.map(contradictionRecord),
    without_sbom: unjoined,
    open_vulnerabilities: {
      exposed: countSeverities(exposed("yes")),
      exposed_known_exploited: exposed("yes").filter((one) => one.kev !== undefined).length,
      not_exposed: countSeverities(exposed("no")),
      unknown: countSeverities(exposed("unknown")),
      not_joined: open.filter((one) => one.exposed === undefined).length,
    },
  };
}

function countExposed(facts: readonly ExposureFact[]): { readonly [word in ExposureFact["exposed"]]: number } {
  const counts = { yes: 0, no: 0, unknown: 0 };
  for (const { exposed } of facts) counts[exposed]++;
  return counts;
}

function factRecord({ target, exposed, path, why, basis }: ExposureFact, joins: readonly ExposureJoin[]): Json {
  return present({
    target: target.name,
    kind: target.kind,
    exposed,
    basis,
    why,
    path: path.map((step) => present(step)),
    images: target.images.length === 0 ? undefined : target.images,
    where: target.source === undefined ? undefined : sourceText(target.source),
    speaks_for: joins.map(({ of, to, by }) => ({ [of]: to, by })),
  });
}

function contradictionRecord({ subject, states, against }: ExposureContradiction): Json {
  const side = ({ target, basis, why }: ExposureFact): Json => ({ target: target.name, basis, why });
  return { subject, states: side(states), against: side(against) };
}

/** Worst first, and what is known to be exploited before what is not. */
function seriousOf(open: readonly Vulnerability[], value: string, limit: ScoredSeverity): readonly Vulnerability[] {
  return open
    .filter((one) => one.exposed?.value === value && (one.kev !== undefined || isAtLeast(one.severity, limit)))
    .toSorted(
      (a, b) => Number(b.kev !== undefined) - Number(a.kev !== undefined) || compareSeverity(a.severity, b.severity),
    );
}

function evaluateOpen(open: readonly Vulnerability[], limit: ScoredSeverity): RuleResult {
  const threshold = `exposure.fail_on = ${limit}`;
  if (!open.some((one) => one.exposed !== undefined)) {
    return ruleResult(openRule, "not_applicable", "nothing tells of the exposure of an open vulnerability", {
      threshold,
    });
  }
  const serious = seriousOf(open, "yes", limit);
  if (serious.length === 0) {
    return ruleResult(openRule, "pass", "no serious open vulnerability is known to be exposed", { threshold });
  }
  const message = `${counted(serious.length, "serious open vulnerability is", "serious open vulnerabilities are")} in something that the internet reaches`;
  return ruleResult(openRule, "fail", message, {
    threshold,
    evidence: evidenceOf(serious, (one) => vulnerabilityEvidence(one, exposureText(one))),
  });
}

/** Characters of a path in a reason; the section has it all. */
const maxPath = 400;

function exposureText({ exposed, kev }: Vulnerability): string {
  const known = kev === undefined ? "" : `known exploited since ${kev.dateAdded}, `;
  return exposed === undefined ? known : `${known}reached by ${shorten(pathText(exposed.path), maxPath)}`;
}

function evaluateContradictions(contradictions: readonly ExposureContradiction[]): RuleResult {
  if (contradictions.length === 0)
    return ruleResult(contradictionRule, "pass", "no statement of exposure is contradicted");
  const message = `${counted(contradictions.length, "statement")} of no exposure ${contradictions.length === 1 ? "is" : "are"} contradicted`;
  return ruleResult(contradictionRule, "fail", message, {
    evidence: evidenceOf(contradictions, contradictionEvidence),
  });
}

function contradictionEvidence({ states, against }: ExposureContradiction): RuleEvidence {
  return {
    id: states.target.name,
    what: `${states.why}, but ${shorten(pathText(against.path), maxPath)}`,
    ...(states.target.source !== undefined && { where: sourceText(states.target.source) }),
    fix: `close the path, or state that ${states.target.name} is exposed`,
  };
}

/** Of what is deployed everything counts; of what is stated only what a serious vulnerability hangs on. */
function evaluateUnknown(
  facts: readonly ExposureFact[],
  open: readonly Vulnerability[],
  limit: ScoredSeverity,
): RuleResult {
  const untold = facts.filter(({ exposed, basis }) => exposed === "unknown" && basis === "deployment");
  const serious = seriousOf(open, "unknown", limit);
  if (facts.length === 0) return ruleResult(unknownRule, "not_applicable", "nothing tells of exposure");
  const evidence = [
    ...serious.map((one) => () => vulnerabilityEvidence(one, `exposure unknown: ${one.exposed?.why ?? ""}`)),
    ...untold.map((fact) => () => unknownEvidence(fact)),
  ];
  if (evidence.length === 0) return ruleResult(unknownRule, "pass", "the exposure of what is deployed is known");
  const message = `whether the internet reaches ${counted(untold.length, "deployed thing")} is not told`;
  return ruleResult(unknownRule, "unknown", message, { evidence: evidenceOf(evidence, (one) => one()) });
}

function unknownEvidence({ target, why }: ExposureFact): RuleEvidence {
  return {
    id: target.name,
    what: `whether the internet reaches ${target.name} is not told: ${why}`,
    ...(target.source !== undefined && { where: sourceText(target.source) }),
    fix: "give the plan or manifests that tell it, or state it in the overlay under exposure.components",
  };
}
