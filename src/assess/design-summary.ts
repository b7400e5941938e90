import { z } from "zod";
import type { DesignComponent } from "../domain/design.ts";
import { present } from "../domain/present.ts";
import { defineAssessor, notEvaluated } from "./assessor.ts";
import { countBy } from "./count.ts";

/** The design as given: what there is, how exposed, with which data. */
export const designSummary = defineAssessor({
  section: "design_summary",
  options: z.undefined(),
  rules: [],
  assess(model) {
    const { design } = model;
    if (design.length === 0) return { section: notEvaluated("no design input"), results: [] };
    return {
      section: {
        status: "evaluated",
        component_count: design.length,
        by_exposure: countBy(design, (one) => [one.exposure ?? "not_stated"]),
        by_criticality: countBy(design, (one) => [one.criticality ?? "not_stated"]),
        by_data_class: countBy(design, (one) => (one.dataClasses.length === 0 ? ["not_stated"] : one.dataClasses)),
        without_owner: design.filter((one) => one.owner === undefined).map((one) => one.name),
        internet_without_authentication: design.filter(isOpenDoor).map((one) => one.name),
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
      results: [],
    };
  },
});

function isOpenDoor(one: DesignComponent): boolean {
  return one.exposure === "internet" && one.authentication === "no";
}
