import type { Criticality, DataClass, Exposure } from "../../domain/design.ts";
import type { CorrelatedFinding } from "../../domain/finding.ts";
import type { RiskFactor } from "../../domain/risk.ts";
import type { Severity } from "../../domain/severity.ts";
import { packageText, type Vulnerability, vulnerabilityKey } from "../../domain/vulnerability.ts";
import type { RiskOptions } from "./options.ts";

/** A figure and where it comes from. */
export type Estimate = { readonly value: number; readonly basis: string };

/** Who and what is at stake beside the severity; what is not stated counts as the worst. */
export type Stake = {
  readonly criticality?: Criticality | undefined;
  readonly dataClasses?: readonly DataClass[];
};

const severityOrder = ["info", "low", "medium", "high", "critical"] as const satisfies readonly Severity[];
const criticalityOrder = ["low", "medium", "high", "mission_critical"] as const satisfies readonly Criticality[];
const dataOrder = ["public", "internal", "confidential", "restricted"] as const satisfies readonly DataClass[];
const exposureOrder = ["none", "internal", "partner", "internet"] as const satisfies readonly Exposure[];

/**
 * How likely a vulnerability is to be exploited. One that is known to be exploited is: evidence of exploitation
 * supersedes EPSS (FIRST, EPSS user guide). Else its EPSS probability as it is, which is never less for a worse
 * severity, since severity then bears on the impact alone; else the overlay's figure for its severity.
 */
export function likelihoodOf(
  vulnerability: Pick<Vulnerability, "kev" | "epss" | "severity">,
  { likelihood }: Pick<RiskOptions, "likelihood">,
): Estimate {
  const { kev, epss, severity } = vulnerability;
  if (kev !== undefined) return { value: 1, basis: `known exploited since ${kev.dateAdded} (KEV)` };
  if (epss !== undefined) return { value: epss, basis: `EPSS ${epss}` };
  return likelihoodOfSeverity(severity, { likelihood });
}

/** The overlay's figure for a severity. */
export function likelihoodOfSeverity(severity: Severity, { likelihood }: Pick<RiskOptions, "likelihood">): Estimate {
  return { value: rising(likelihood, severityOrder, severity), basis: `risk.likelihood.${severity}` };
}

/** Impact by severity, less where criticality and data class are both known to matter less; the greater of the two counts. */
export function impactOf(severity: Severity, { impact }: Pick<RiskOptions, "impact">, stake: Stake = {}): Estimate {
  const basis = `risk.impact.severity.${severity}`;
  const ofSeverity = rising(impact.severity, severityOrder, severity);
  const { criticality = "unknown", dataClasses = [] } = stake;
  const classes: readonly DataClass[] = dataClasses.length === 0 ? ["unknown"] : dataClasses;
  const share = Math.max(
    rising(impact.criticality, criticalityOrder, criticality),
    ...classes.map((one) => rising(impact.data, dataOrder, one)),
  );
  if (share === 1) return { value: ofSeverity, basis };
  return {
    value: ofSeverity * share,
    basis: `${basis} × ${share} for criticality ${criticality} and ${classes.join(", ")} data`,
  };
}

/** What share of a likelihood stays by who can reach the component. */
export function reachOf(exposure: Exposure | undefined, options: Pick<RiskOptions, "exposure">): Estimate {
  const word = exposure ?? "unknown";
  return { value: rising(options.exposure, exposureOrder, word), basis: `risk.exposure.${word}` };
}

/** A vulnerability as a factor. */
export function vulnerabilityFactor(one: Vulnerability, options: RiskOptions): RiskFactor {
  const what = `${one.id} (${one.severity}) in ${packageText(one.package)}`;
  return factorOf({ id: vulnerabilityKey(one), what }, likelihoodOf(one, options), impactOf(one.severity, options));
}

/** A finding as a factor; its message is not repeated, for it may be long. */
export function findingFactor(one: CorrelatedFinding, options: RiskOptions): RiskFactor {
  const what = `${one.ruleId} (${one.severity}) of ${one.tool}`;
  const likelihood = likelihoodOfSeverity(one.severity, options);
  return factorOf({ id: one.fingerprint, what }, likelihood, impactOf(one.severity, options));
}

/** A factor of two estimates; its basis names both. */
export function factorOf(subject: Pick<RiskFactor, "id" | "what">, likelihood: Estimate, impact: Estimate): RiskFactor {
  const basis = `likelihood: ${likelihood.basis}; impact: ${impact.basis}`;
  return { ...subject, likelihood: likelihood.value, impact: impact.value, basis };
}

/** The greatest figure up to `word` in the order from mild to bad, so that a worse word never counts for less; words outside the order stand alone. */
function rising<Word extends string>(
  table: Readonly<Record<Word, number>>,
  order: readonly Word[],
  word: Word,
): number {
  const upTo = order.slice(0, order.indexOf(word) + 1);
  return Math.max(table[word], ...upTo.map((one) => table[one]));
}
