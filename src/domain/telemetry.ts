import type { Severity } from "./severity.ts";
import type { Source } from "./source.ts";

/** Something that the monitoring of a service raised. */
export type Alert = {
  readonly name: string;
  readonly severity: Severity;
  /** As given, when the telemetry says whether it is still firing. */
  readonly state?: "firing" | "resolved" | "unknown";
};

/** What monitoring measured of one service in one window; a figure that is not there is unknown, never 0. */
export type ServiceTelemetry = {
  readonly service: string;
  /** 95th percentile of the response time in milliseconds. */
  readonly latencyMsP95?: number;
  /** What the team promised for it, in milliseconds. */
  readonly latencyObjectiveMs?: number;
  /** Share of failed requests, in [0, 1]. */
  readonly errorRate?: number;
  /** Share of the processor in use, in [0, 1]. */
  readonly cpu?: number;
  /** Share of the memory in use, in [0, 1]. */
  readonly memory?: number;
  /** Requests in the window. */
  readonly requests?: number;
  readonly alerts: readonly Alert[];
  /** When it was measured, as given. */
  readonly measuredAt?: string;
  readonly source: Source;
};
