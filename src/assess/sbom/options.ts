import { z } from "zod";
import { standardIds } from "./element.ts";

const licences = z.array(z.string().min(1)).default([]);

/** The overlay's `sbom`. */
export const sbomOptions = z
  .strictObject({
    quality: z
      .strictObject({
        standard: z
          .enum(standardIds)
          .default("ntia")
          .describe("What SBOMs are held to: NTIA minimum elements, BSI TR-03183-2 or CISA minimum elements."),
        min_percent: z
          .number()
          .min(0)
          .max(100)
          .default(100)
          .describe(
            "An SBOM below this fails sbom/quality: the mean of the percentages of the standard's elements, each counted over all components.",
          ),
      })
      .prefault({})
      .describe("What every SBOM is held to (rule sbom/quality)."),
    licences: z
      .strictObject({
        deny: licences.describe(
          "Licences that no component may have (rule sbom/licence): SPDX ids, ID WITH exception, or texts as SBOMs write them.",
        ),
        allow: licences.describe("When not empty, the only licences that components may have."),
      })
      .prefault({})
      .describe("Policy on licences; without one sbom/licence does not apply."),
  })
  .prefault({});

export type SbomOptions = z.output<typeof sbomOptions>;
