import { z } from "zod";
import { scoredSeverities } from "../../domain/severity.ts";

/** Options of the posture checks: how bad a failure must be, and which checks do not count here. */
export const postureOptions = z
  .strictObject({
    fail_on: z
      .enum(scoredSeverities)
      .default("high")
      .describe("A failed check of this severity or a worse one is a failure of rule posture/failures."),
    warn_on: z
      .enum(scoredSeverities)
      .default("medium")
      .describe("A failed check of this severity or a worse one is a failure of rule posture/weaknesses."),
    disabled: z
      .array(
        z.strictObject({
          check: z.string().min(1).describe("Id of the check, or `family/*` for all of a family."),
          reason: z.string().min(1).describe("Why it does not count; it is kept in the evidence."),
        }),
      )
      .default([])
      .describe("Checks that do not count; what they find is listed as disabled, not deleted."),
  })
  .prefault({});

export type PostureOptions = z.output<typeof postureOptions>;
