import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Requirement } from "../domain/requirement.ts";
import type { Json } from "../domain/section.ts";
import { listText } from "../domain/words.ts";
import { countBy } from "./count.ts";

/** A requirement as it is written. */
export function requirementRecord(one: Requirement): Json {
  return present({
    requirement_id: one.id,
    given_id: one.givenId === one.id ? undefined : one.givenId,
    feature: one.feature,
    control_refs: one.controls.map(({ ref }) => ref),
    controls: one.controls.map(({ framework, control }) => present({ framework, control })),
    data_class: one.dataClasses,
    pii: one.pii ?? "unknown",
    internet_facing: one.internetFacing ?? "unknown",
    notes: one.notes,
    other_columns: one.extra.length === 0 ? undefined : one.extra.map(([column, value]) => ({ column, value })),
    source: { ...one.source },
  });
}

/** How many requirements there are of which sort. */
export function requirementCounts(requirements: readonly Requirement[]): Json {
  return {
    total: requirements.length,
    without_control: requirements.filter(({ controls }) => controls.length === 0).length,
    by_framework: countBy(requirements, ({ controls }) => [
      ...new Set(controls.map(({ framework }) => framework ?? "not_stated")),
    ]),
    by_data_class: countBy(requirements, ({ dataClasses }) =>
      dataClasses.length === 0 ? ["not_stated"] : dataClasses,
    ),
    pii: countBy(requirements, ({ pii }) => [pii ?? "unknown"]),
    internet_facing: countBy(requirements, ({ internetFacing }) => [internetFacing ?? "unknown"]),
  };
}

/**
 * What requirements tell of the decision points of SSVC (CERT/CC, Deployer tree v2): an internet-facing requirement
 * means system exposure `open`. The seed wrote an anchor `{stakeholder, impact_tier}` in words that SSVC does not have,
 * and took personal data for an impact on safety; mission and safety impact are for the business context to state.
 */
export function ssvcInputs(requirements: readonly Requirement[]): Json {
  const open = requirements.filter(({ internetFacing }) => internetFacing === "yes").map(({ id }) => id);
  return {
    standard: "CERT/CC SSVC, Deployer decision points",
    system_exposure: open.length > 0 ? "open" : "unknown",
    because:
      open.length > 0 ? `internet_facing: ${listText(open, 20)}` : "no requirement says that it is internet-facing",
    mission_impact: "unknown",
    safety_impact: "unknown",
  };
}

/** Names that one doubt lists. */
const maxNamed = 12;

/** What the requirements leave open or say in two ways. */
export function requirementDoubts({ requirements }: Pick<Model, "requirements">): readonly string[] {
  const byId = Map.groupBy(requirements, ({ id }) => id);
  // Within one input its own doubts tell of it.
  const inputsOf = (all: readonly Requirement[]) => new Set(all.map(({ source }) => source.input)).size;
  const doubled = [...byId].filter(([, all]) => inputsOf(all) > 1).map(([id]) => id);
  const contradicting = requirements.filter(({ pii, dataClasses }) => pii === "no" && dataClasses.includes("pii"));
  const uncontrolled = requirements.filter(({ controls }) => controls.length === 0).map(({ id }) => id);
  return [
    ...(doubled.length > 0 ? [`several inputs use one id: ${listText(doubled, maxNamed)}`] : []),
    ...(contradicting.length > 0
      ? [
          `pii is no and data_class has pii: ${listText(
            contradicting.map(({ id }) => id),
            maxNamed,
          )}`,
        ]
      : []),
    ...(uncontrolled.length > 0 ? [`no control is named for ${listText(uncontrolled, maxNamed)}`] : []),
  ];
}
