import type { CorrelatedFinding } from "../../domain/finding.ts";
import type { Risk, RiskFactor } from "../../domain/risk.ts";
import { factorOf, findingFactor, impactOf, likelihoodOfSeverity, reachOf } from "../risk/likelihood.ts";
import { noRisk, riskOf } from "../risk/noisy-or.ts";
import type { RiskOptions } from "../risk/options.ts";
import type { CheckResult } from "./check.ts";
import type { JudgedComponent } from "./evaluate.ts";

/** The risk of a design, and what it would be if everything that is not known were as bad as can be. */
export type DesignRisk = { readonly known: Risk; readonly worst: Risk };

/**
 * A failed check that is about risk weighs likelihood of its severity × who reaches the component, and impact of its
 * severity × what is at stake there; an open threat weighs as a finding. What is not known is no failure: it widens the
 * range up to `worst`, so that a component on which more is said, or that more people reach, never scores less.
 * Undefined without a component: then nothing was judged.
 */
export function designRisk(
  components: readonly JudgedComponent[],
  threats: readonly CorrelatedFinding[],
  options: RiskOptions,
): DesignRisk | undefined {
  if (components.length === 0) return undefined;
  const ofThreats = threats.map((threat) => findingFactor(threat, options));
  const of = (...statuses: readonly CheckResult["status"][]): Risk =>
    riskOf([...ofThreats, ...components.flatMap((one) => factorsOf(one, statuses, options))]) ?? noRisk;
  return { known: of("fail"), worst: of("fail", "unknown") };
}

function factorsOf(
  { component, results }: JudgedComponent,
  statuses: readonly CheckResult["status"][],
  options: RiskOptions,
): readonly RiskFactor[] {
  const reach = reachOf(component.exposure, options);
  const counted = results.filter(({ check, status }) => check.about === "risk" && statuses.includes(status));
  return counted.map(({ check, reason }) => {
    const { value, basis } = likelihoodOfSeverity(check.severity, options);
    return factorOf(
      { id: `${check.id} ${component.id}`, what: `${component.name}: ${reason}` },
      { value: value * reach.value, basis: `${basis} × ${reach.basis}` },
      impactOf(check.severity, options, component),
    );
  });
}
