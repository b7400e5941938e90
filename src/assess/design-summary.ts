import type { DesignComponent } from "../domain/design.ts";
import { present } from "../domain/present.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import { countSeverities, isAtLeast } from "../domain/severity.ts";
import { sourceText } from "../domain/source.ts";
import { counted } from "../domain/words.ts";
import { defineAssessor, evidenceOf, notEvaluated, ruleResult } from "./assessor.ts";
import { countBy } from "./count.ts";
import { type JudgedDesign, judgeDesign, openThreats } from "./design/evaluate.ts";
import { type DesignOptions, designOptions } from "./design/options.ts";
import { checksRecord, failuresOf } from "./design/records.ts";

const checksRule: Rule = {
  id: "design/checks",
  code: "DESIGN_CHECKS",
  title: "the design fails no check at or above design.fail_on",
  enforce: "warn",
  source: "STRIDE over the facts of the design, overlay design.fail_on",
};

/** The design as given: what there is, how exposed, with which data, and what its checks say of that. */
export const designSummary = defineAssessor({
  section: "design_summary",
  options: designOptions,
  rules: [checksRule],
  assess(model, options) {
    const { design } = model;
    if (design.length === 0) {
      const result = ruleResult(checksRule, "not_applicable", "no design input");
      return { section: notEvaluated("no design input"), results: [result] };
    }
    const judged = judgeDesign(model);
    const threats = openThreats(model);
    return {
      section: {
        status: "evaluated",
        component_count: design.length,
        by_exposure: countBy(design, (one) => [one.exposure ?? "not_stated"]),
        by_criticality: countBy(design, (one) => [one.criticality ?? "not_stated"]),
        by_data_class: countBy(design, (one) => (one.dataClasses.length === 0 ? ["not_stated"] : one.dataClasses)),
        without_owner: design.filter((one) => one.owner === undefined).map((one) => one.name),
        internet_without_authentication: design.filter(isOpenDoor).map((one) => one.name),
        open_threats: { count: threats.length, by_severity: countSeverities(threats) },
        checks: checksRecord(judged),
        components: design.map((one) =>
          present({
            name: one.name,
            exposure: one.exposure,
            authentication: one.authentication,
            data_classes: one.dataClasses,
            criticality: one.criticality,
            owner: one.owner,
            subcomponent: one.subcomponent,
            control_scope: one.controlScope,
            component_type: one.componentType,
            trust_boundary: one.trustBoundary,
            purl: one.purl,
            image: one.image,
            other_columns: one.extra.map(([column, value]) => ({ column, value })),
          }),
        ),
      },
      results: [evaluateChecks(judged, options)],
    };
  },
});

function evaluateChecks(judged: JudgedDesign, { fail_on, unknown_counts }: DesignOptions): RuleResult {
  const threshold = `design.fail_on = ${fail_on}`;
  const failures = failuresOf(judged).filter(({ check }) => isAtLeast(check.severity, fail_on));
  const open = judged.components
    .flatMap(({ results }) => results)
    .filter(({ check, status }) => status === "unknown" && isAtLeast(check.severity, fail_on)).length;
  const rest = open === 0 ? "" : `; ${counted(open, "other cannot be told", "others cannot be told")} from the design`;
  if (failures.length === 0) {
    const status = open > 0 && unknown_counts ? "unknown" : "pass";
    return ruleResult(checksRule, status, `no check of the design failed${rest}`, { threshold });
  }
  const message = `${counted(failures.length, "check of the design failed", "checks of the design failed")}${rest}`;
  return ruleResult(checksRule, "fail", message, {
    threshold,
    evidence: evidenceOf(failures, ({ check, component, reason }) => ({
      id: `${check.id} ${component.id}`,
      what: `${component.name}: ${reason} (${check.severity})`,
      ...(component.designs[0] !== undefined && { where: sourceText(component.designs[0].source) }),
      fix: check.fix,
    })),
  });
}

function isOpenDoor(one: DesignComponent): boolean {
  return one.exposure === "internet" && one.authentication === "no";
}
