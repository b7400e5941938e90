import type { PostureResult } from "../../domain/posture.ts";
import type { Risk, RiskFactor } from "../../domain/risk.ts";
import { factorOf, impactOf, likelihoodOfSeverity } from "../risk/likelihood.ts";
import { noRisk, riskOf } from "../risk/noisy-or.ts";
import type { RiskOptions } from "../risk/options.ts";

/** The risk of what is deployed, and what it would be if every check without an answer had failed. */
export type PostureRisk = { readonly known: Risk; readonly worst: Risk };

/**
 * Each failed check of each resource is a factor of its severity. Undefined when no check looked at anything: then there
 * is no basis for a figure.
 */
export function postureRisk(results: readonly PostureResult[], options: RiskOptions): PostureRisk | undefined {
  if (results.length === 0) return undefined;
  const failed = results.filter(({ status }) => status === "fail").map((one) => toFactor(one, options));
  const open = results.filter(({ status }) => status === "unknown").map((one) => toFactor(one, options));
  return { known: riskOf(failed) ?? noRisk, worst: riskOf([...failed, ...open]) ?? noRisk };
}

function toFactor({ check, resource, severity, found }: PostureResult, options: RiskOptions): RiskFactor {
  const what = `${check} (${severity}) on ${resource.address}${found === undefined ? "" : `: ${found}`}`;
  const likelihood = likelihoodOfSeverity(severity, options);
  return factorOf({ id: `${check} ${resource.address}`, what }, likelihood, impactOf(severity, options));
}
