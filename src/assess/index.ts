import type { z } from "zod";
import type { Model } from "../domain/model.ts";
import { compareText } from "../domain/order.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import type { Section } from "../domain/section.ts";
import type { Assessor } from "./assessor.ts";
import { baselineAssessor } from "./baseline.ts";
import { contextSummary } from "./context-summary.ts";
import { crosswalkAssessor } from "./crosswalk.ts";
import { cveSummary } from "./cve-summary.ts";
import { designSummary } from "./design-summary.ts";
import { exploitabilityInsights } from "./exploitability-insights.ts";
import { exposureAssessor } from "./exposure.ts";
import { guardrailEvaluation } from "./guardrail-evaluation.ts";
import { inputsAssessor } from "./inputs.ts";
import { notEvaluatedSections } from "./not-evaluated.ts";
import { operateOptions } from "./operate/options.ts";
import { postureAssessor } from "./posture.ts";
import { provenanceAssessor } from "./provenance.ts";
import { riskOptions } from "./risk/options.ts";
import { sarifSummary } from "./sarif-summary.ts";
import { sbomSummary } from "./sbom-summary.ts";
import { severityOverview } from "./severity-overview.ts";
import { ssdlcAssessment } from "./ssdlc-assessment.ts";
import { stagesAssessor } from "./stages.ts";
import { testSummary } from "./test-summary.ts";
import { vexSummary } from "./vex-summary.ts";

/** The overlay's keys that assessors own; the overlay schema spreads this table. */
export const assessOptions = {
  guardrails: guardrailEvaluation.options,
  exploitability: exploitabilityInsights.options,
  inputs: inputsAssessor.options,
  context: contextSummary.options,
  provenance: provenanceAssessor.options,
  ssdlc: ssdlcAssessment.options,
  vex: vexSummary.options,
  exposure: exposureAssessor.options,
  posture: postureAssessor.options,
  stages: stagesAssessor.options,
  design: designSummary.options,
  risk: riskOptions,
  operate: operateOptions,
  sbom: sbomSummary.options,
};

export type AssessOptions = { readonly [Key in keyof typeof assessOptions]: z.output<(typeof assessOptions)[Key]> };

type Row = {
  readonly section: string;
  readonly rules: readonly Rule[];
  readonly assess: (model: Model, options: AssessOptions) => ReturnType<Assessor<z.ZodType>["assess"]>;
};

/** The table of assessors, their reasons in this order of weight; the key is where the options stand in the overlay. */
const assessors: readonly Row[] = [
  row(exploitabilityInsights, "exploitability"),
  row(guardrailEvaluation, "guardrails"),
  row(inputsAssessor, "inputs"),
  row(vexSummary, "vex"),
  row(crosswalkAssessor),
  row(exposureAssessor, "exposure"),
  row(ssdlcAssessment, "ssdlc"),
  row(contextSummary, "context"),
  row(severityOverview),
  row(baselineAssessor),
  row(cveSummary),
  row(sarifSummary),
  row(testSummary),
  row(provenanceAssessor, "provenance"),
  row(postureAssessor, "posture"),
  row(stagesAssessor, "stages"),
  row(sbomSummary, "sbom"),
  row(designSummary, "design"),
];

/** Every rule that exists, in text order of its id. */
export const rules: readonly Rule[] = assessors.flatMap((one) => one.rules).toSorted((a, b) => compareText(a.id, b.id));

/** Names of all sections that `assess` gives. @internal: tests hold the overlay's list against it. */
export const sectionNames: readonly string[] = [
  ...assessors.map((one) => one.section),
  ...notEvaluatedSections.map(([name]) => name),
];

export type Assessed = {
  readonly sections: { readonly [name: string]: Section };
  readonly results: readonly RuleResult[];
};

/** Model → sections of the bundle and rule results. Source of the sections' names: DESIGN §7. */
export function assess(model: Model, options: AssessOptions): Assessed {
  const assessments = assessors.map((one) => ({ name: one.section, ...one.assess(model, options) }));
  return {
    sections: Object.fromEntries([
      ...assessments.map(({ name, section }) => [name, section] as const),
      ...notEvaluatedSections,
    ]),
    results: assessments.flatMap((one) => one.results),
  };
}

function row<Schema extends z.ZodType>(assessor: Assessor<Schema>, key?: keyof AssessOptions): Row {
  return {
    section: assessor.section,
    rules: assessor.rules,
    // The key and the schema stand side by side in `assessOptions`, which TypeScript cannot follow through a table.
    assess: (model, options) =>
      assessor.assess(model, (key === undefined ? undefined : options[key]) as z.output<Schema>),
  };
}
