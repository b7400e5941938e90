import { z } from "zod";
import { assessOptions, rules } from "../assess/index.ts";
import { ruleOptions } from "../decide/options.ts";
import { modes } from "../domain/mode.ts";
import { evidenceOptions } from "../evidence/options.ts";
import { declaredFormats } from "../ingest/declared/declaration.ts";

/** The options that the stages declare beside the code that uses them. */
const sections = {
  ...assessOptions,
  formats: declaredFormats,
  evidence: evidenceOptions,
  rules: ruleOptions(rules.map((rule) => rule.id)),
};

/** The effective overlay: every section, defaults filled in. */
export const overlaySchema = z.strictObject({
  mode: z
    .enum(modes)
    .default("demo")
    .describe("The built-in overlay under this one. --mode and FIXOPS_MODE have the last word."),
  ...sections,
});

export type Overlay = z.output<typeof overlaySchema>;

const profile = z.strictObject(sections).partial();

/** What an overlay file may hold, all of it optional: parts of the effective overlay, and parts that hold in one mode only. */
export const overlayFileSchema = z
  .strictObject({
    ...overlaySchema.shape,
    profiles: z
      .strictObject({
        demo: profile.optional().describe("Options that hold when the mode is demo."),
        enterprise: profile.optional().describe("Options that hold when the mode is enterprise."),
      })
      .optional()
      .describe("Options for one mode; they come over the options of all overlay files."),
  })
  .partial();
