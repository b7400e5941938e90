import { present } from "../../domain/present.ts";
import type { RiskFactor } from "../../domain/risk.ts";
import type { Json } from "../../domain/section.ts";
import type { ServiceTelemetry } from "../../domain/telemetry.ts";
import { factorOf, impactOf, likelihoodOfSeverity } from "../risk/likelihood.ts";
import type { RiskOptions } from "../risk/options.ts";
import type { OperateOptions } from "./options.ts";

/** How a pressure is made, for people; it stands beside the figures. */
export const pressureFormula =
  "max(latency_ms_p95 ÷ objective, error_rate ÷ budget, cpu_saturation, memory_saturation), each at most 1; a missing figure is unknown, and the pressure then a lower bound";

const signals = ["latency", "errors", "cpu", "memory"] as const;

type Signal = (typeof signals)[number];

/** How near a service is to its limit. */
export type Pressure = {
  readonly service: string;
  /** In [0, 1]; undefined when nothing was measured. A lower bound while figures are missing. */
  readonly value?: number;
  readonly shares: ReadonlyMap<Signal, number>;
  readonly missing: readonly Signal[];
};

/**
 * The greatest of the shares that are known: latency, errors and saturation are three of the four golden signals
 * (Beyer et al., Site Reliability Engineering, 2016, ch. 6; traffic has no limit of its own), and a service is at its
 * limit when the first of them is. The seed took latency alone and never gave less than 0.4.
 */
export function pressureOf(one: ServiceTelemetry, options: OperateOptions): Pressure {
  const { latencyMsP95, latencyObjectiveMs, errorRate, cpu, memory } = one;
  const objective =
    latencyObjectiveMs !== undefined && latencyObjectiveMs > 0 ? latencyObjectiveMs : options.latency_objective_ms;
  const given: readonly (readonly [Signal, number | undefined])[] = [
    ["latency", latencyMsP95 === undefined ? undefined : latencyMsP95 / objective],
    ["errors", errorRate === undefined ? undefined : errorRate / options.error_budget],
    ["cpu", cpu],
    ["memory", memory],
  ];
  const shares = new Map(
    given.flatMap(([signal, share]) => (share === undefined ? [] : [[signal, rounded(share)] as const])),
  );
  return {
    service: one.service,
    ...(shares.size > 0 && { value: Math.max(...shares.values()) }),
    shares,
    missing: signals.filter((signal) => !shares.has(signal)),
  };
}

/** Four digits, at most 1. */
function rounded(share: number): number {
  return Math.round(Math.min(1, share) * 10_000) / 10_000;
}

export function pressureRecord({ service, value, shares, missing }: Pressure): Json {
  const status = missing.length === 0 ? "evaluated" : "partial";
  return {
    service,
    pressure: value ?? "unknown",
    status: value === undefined ? "unknown" : status,
    shares: Object.fromEntries(shares),
    missing,
  };
}

/**
 * A service under pressure as a factor of risk: at its limit it is as likely to fail, and as bad when it does, as a
 * medium weakness; below it, less likely in proportion. Policy.
 */
export function pressureFactor({ service, value = 0 }: Pressure, options: RiskOptions): RiskFactor {
  const { value: likelihood, basis } = likelihoodOfSeverity("medium", options);
  return factorOf(
    { id: `pressure ${service}`, what: `${service} is at ${Math.round(value * 100)} % of its limit` },
    { value: likelihood * value, basis: `${basis} × pressure ${value}` },
    impactOf("medium", options),
  );
}

/** Alerts that are not known to be over, as factors by their severity. */
export function alertFactors({ service, alerts }: ServiceTelemetry, options: RiskOptions): readonly RiskFactor[] {
  return alerts
    .filter(({ state }) => state !== "resolved")
    .map(({ name, severity }) =>
      factorOf(
        { id: `alert ${name} of ${service}`, what: `${service}: ${name} (${severity})` },
        likelihoodOfSeverity(severity, options),
        impactOf(severity, options),
      ),
    );
}

/** The alerts of all services, as written. */
export function alertRecords(telemetry: readonly ServiceTelemetry[]): readonly Json[] {
  return telemetry.flatMap(({ service, alerts }) =>
    alerts.map(({ name, severity, state }) => present({ service, name, severity, state })),
  );
}
