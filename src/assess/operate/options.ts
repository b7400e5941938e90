import { z } from "zod";

/** The overlay's `operate`: what a service may take before it counts as at its limit. */
export const operateOptions = z
  .strictObject({
    latency_objective_ms: z
      .number()
      .positive()
      .default(650)
      .describe(
        "95th percentile of the response time, in milliseconds, at which a service is at its limit, unless its telemetry says otherwise. 650 lies between what is felt as instant (100 ms) and what breaks a train of thought (1 s).",
      ),
    error_budget: z
      .number()
      .positive()
      .max(1)
      .default(0.01)
      .describe("Share of failed requests at which a service is at its limit; 0.01 is an objective of 99 %."),
  })
  .prefault({});

export type OperateOptions = z.output<typeof operateOptions>;
