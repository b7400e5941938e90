import { isVulnerabilityScan } from "../../domain/input-file.ts";
import type { Model } from "../../domain/model.ts";
import type { Risk, RiskFactor } from "../../domain/risk.ts";
import type { Severity } from "../../domain/severity.ts";
import { isOpen, packageText, type Vulnerability } from "../../domain/vulnerability.ts";
import { type Estimate, factorOf, impactOf, likelihoodOfSeverity, vulnerabilityFactor } from "../risk/likelihood.ts";
import { noRisk, riskOf, weightOf } from "../risk/noisy-or.ts";
import type { RiskOptions } from "../risk/options.ts";
import { isOfFamily, type RiskFlag, type RiskFlags } from "./flags.ts";

/**
 * The risk of what a release is made of: its open vulnerabilities, packages of a family whose range they are in (or may
 * be), components of no one version, and components that nobody maintains. What an SBOM leaves out (hash, supplier,
 * licence) does no harm by itself and has no likelihood: it is counted and not scored.
 * One more component, vulnerability or flag never lowers it. Undefined without a basis: no component to look at, or
 * nothing found and no scan that looked.
 */
export function buildRisk(model: Model, flags: RiskFlags, options: RiskOptions): Risk | undefined {
  const open = model.vulnerabilities.filter(isOpen);
  const history = [...new Map(flagsOf(flags, "rce_history").map((flag) => [idOf(flag), flag])).values()];
  const reported = Map.groupBy(open, (one) => packageText(one.package));
  const carriers = history.map((flag) => carrierOf(flag, reported.get(flag.component) ?? [], options));
  const carried = Map.groupBy(history, (_, index) => carriers[index]);
  const factors = [
    ...open.map((one) => factorOfVulnerability(one, carried.get(one) ?? [], options)),
    ...(carried.get(undefined) ?? []).map((flag) => factorOfHistory(flag, options)),
    ...[...flagsOf(flags, "unpinned"), ...flagsOf(flags, "unmaintained")].map((flag) => factorOfFlag(flag, options)),
  ];
  const found = riskOf(factors);
  if (found !== undefined) return found;
  return model.components.length > 0 && model.inputs.some(isVulnerabilityScan) ? noRisk : undefined;
}

function flagsOf({ groups }: RiskFlags, flag: RiskFlag["flag"]): readonly RiskFlag[] {
  return groups.find((group) => group.flag === flag)?.flags ?? [];
}

/**
 * A history and a flaw of it that a scanner reports for the same component are one risk: the weightiest such flaw stands
 * for both. Undefined when none was reported.
 */
function carrierOf(
  { match }: RiskFlag,
  reported: readonly Vulnerability[],
  options: RiskOptions,
): Vulnerability | undefined {
  let carrier: { readonly one: Vulnerability; readonly weight: number } | undefined;
  for (const one of reported) {
    if (match === undefined || !isOfFamily(one, match.family)) continue;
    const weight = weightOf(vulnerabilityFactor(one, options));
    if (carrier === undefined || weight > carrier.weight) carrier = { one, weight };
  }
  return carrier?.one;
}

/**
 * By the vulnerability's own figures, or by those of what it stands for where they weigh more: so a report never lowers
 * the score. Never the likelihood of one with the impact of another: what weighs more alone could then weigh less in the end.
 */
function factorOfVulnerability(one: Vulnerability, carried: readonly RiskFlag[], options: RiskOptions): RiskFactor {
  const own = vulnerabilityFactor(one, options);
  const others = carried.map((flag) => {
    const { likelihood, impact } = estimatesOf(flag, options);
    return factorOf(own, likelihood, impact);
  });
  return others.reduce((worst, other) => (weightOf(other) > weightOf(worst) ? other : worst), own);
}

function factorOfHistory(flag: RiskFlag, options: RiskOptions): RiskFactor {
  const { likelihood, impact } = estimatesOf(flag, options);
  return factorOf({ id: idOf(flag), what: flag.reason }, likelihood, impact);
}

/** One package at one version has one history of a family. */
function idOf({ match, flag, component }: RiskFlag): string {
  return `${match?.family.id ?? flag} in ${component}`;
}

/**
 * A version in a range that was checked: the highest EPSS of the family, whose worst flaw it is open to, and critical
 * impact. In one that was not checked, the overlay's figures for `high`; where it cannot be told, for `unknown`.
 */
function estimatesOf(
  { match }: RiskFlag,
  options: RiskOptions,
): { readonly likelihood: Estimate; readonly impact: Estimate } {
  const isInside = match?.status === "inside";
  const epss = isInside && match.family.rangeSource !== undefined ? match.family.maxEpss : undefined;
  if (epss !== undefined) {
    const likelihood = { value: epss, basis: `EPSS ${epss}, the highest of the family` };
    return { likelihood, impact: impactOf("critical", options) };
  }
  const severity: Severity = isInside ? "high" : "unknown";
  return { likelihood: likelihoodOfSeverity(severity, options), impact: impactOf(severity, options) };
}

/** What may change tomorrow, and what nobody mends, counts as a low risk each. */
function factorOfFlag({ flag, component, reason }: RiskFlag, options: RiskOptions): RiskFactor {
  const what = `${component}: ${reason}`;
  return factorOf({ id: `${flag} ${component}`, what }, likelihoodOfSeverity("low", options), impactOf("low", options));
}
