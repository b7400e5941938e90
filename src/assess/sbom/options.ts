import { z } from "zod";
import { isLicenceName, nearestLicence } from "../../standards/nearest-licence.ts";
import { standardIds } from "./element.ts";
import { textOf } from "./licence-policy.ts";

/** A name that is none would deny nothing, and nobody would know. */
const licence = z
  .string()
  .min(1)
  .superRefine((name, context) => {
    if (name === "" || textOf(name) !== undefined || isLicenceName(name)) return;
    context.addIssue({ code: "custom", message: expected, params: { meant: nearestLicence(name) } });
  });

const expected =
  "an SPDX licence id, such as GPL-3.0-only, ID WITH exception, LicenseRef-…, or text: and what SBOMs write";

const licences = z.array(licence).default([]);

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
          "Licences that no component may have (rule sbom/licence): SPDX ids, ID WITH exception, or `text:` and what SBOMs write.",
        ),
        allow: licences.describe("When not empty, the only licences that components may have."),
      })
      .prefault({})
      .describe("Policy on licences; without one sbom/licence does not apply."),
  })
  .prefault({});

export type SbomOptions = z.output<typeof sbomOptions>;
