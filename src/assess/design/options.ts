import { z } from "zod";
import { scoredSeverities } from "../../domain/severity.ts";

/** The overlay's `design`: what the rule design/checks holds against a design. */
export const designOptions = z
  .strictObject({
    fail_on: z
      .enum(scoredSeverities)
      .default("high")
      .describe("A failed design check of this severity or worse fails the rule design/checks."),
    unknown_counts: z
      .boolean()
      .default(false)
      .describe(
        "Whether a check of that severity that cannot be told from what the design says leaves design/checks unknown. The section and the manifest list them either way.",
      ),
  })
  .prefault({});

export type DesignOptions = z.output<typeof designOptions>;
