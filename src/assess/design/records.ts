import { present } from "../../domain/present.ts";
import type { Json } from "../../domain/section.ts";
import { compareSeverity } from "../../domain/severity.ts";
import type { CheckResult } from "./check.ts";
import { countStatuses, designChecks, type JudgedComponent, type JudgedDesign } from "./evaluate.ts";

/** Failed checks that one document lists; the counts tell of all. */
const maxFailures = 200;

/** A failed check of one component. */
export type Failure = CheckResult & Pick<JudgedComponent, "component">;

/** Failed checks, worst first, those about risk before those about the record, then in the order of the components. */
export function failuresOf({ components }: JudgedDesign): readonly Failure[] {
  const failures = components.flatMap(({ component, results }) => {
    return results.filter(({ status }) => status === "fail").map((result) => ({ ...result, component }));
  });
  const order = (one: Failure): number => (one.check.about === "risk" ? 0 : 1);
  return failures.toSorted((a, b) => order(a) - order(b) || compareSeverity(a.check.severity, b.check.severity));
}

/** How the checks came out over all components, as it is written. */
export function checksRecord(judged: JudgedDesign): Json {
  const all = judged.components.flatMap(({ results }) => results);
  const byCheck = Map.groupBy(all, ({ check }) => check.id);
  const failures = failuresOf(judged);
  return {
    ...countStatuses(all),
    by_check: designChecks.map((check) => ({
      check: check.id,
      title: check.title,
      stride: check.stride,
      severity: check.severity,
      about: check.about,
      references: check.references,
      ...countStatuses(byCheck.get(check.id) ?? []),
    })),
    failures_listed: Math.min(failures.length, maxFailures),
    failures: failures.slice(0, maxFailures).map(({ check, component, reason }) => ({
      check: check.id,
      component_id: component.id,
      component: component.name,
      severity: check.severity,
      reason,
      fix: check.fix,
    })),
  };
}

/** A component as the design manifest writes it: its facts, and the checks that did not pass. */
export function componentRecord({ component, results }: JudgedComponent): Json {
  const { id, name, exposure, authentication, dataClasses, criticality, owner, trustBoundary, componentType } =
    component;
  const [first] = component.designs;
  return present({
    component_id: id,
    name,
    exposure: exposure ?? "unknown",
    authentication: authentication ?? "unknown",
    data_classes: dataClasses,
    criticality: criticality ?? "unknown",
    owner,
    trust_boundary: trustBoundary,
    component_type: componentType,
    subcomponent: first?.subcomponent,
    control_scope: first?.controlScope,
    purl: component.designs.find((one) => one.purl !== undefined)?.purl,
    image: component.designs.find((one) => one.image !== undefined)?.image,
    inputs: component.designs.map((one) => one.source.input),
    checks: {
      ...countStatuses(results),
      open: results.filter(({ status }) => status === "fail" || status === "unknown").map(openRecord),
    },
  });
}

function openRecord({ check, status, reason }: CheckResult): Json {
  return { check: check.id, status, severity: check.severity, reason, ...(status === "fail" && { fix: check.fix }) };
}
