import { z } from "zod";
import { enforcements } from "../domain/rule.ts";

/** What the overlay may say of one rule. */
const ruleOption = z.strictObject({
  enforce: z
    .enum(enforcements)
    .optional()
    .describe("What a failure does: block (NO-GO), conditional (CONDITIONAL), warn (shown), shadow (recorded only)."),
  effective_on: z.iso
    .date()
    .optional()
    .describe("The day (UTC) from which the rule is enforced; until then it is a shadow rule."),
});

export type RuleOptions = { readonly [rule: string]: z.output<typeof ruleOption> | undefined };

/** Overlay `rules`: one entry per known rule id, none mandatory; other ids are unknown keys. */
export function ruleOptions(ids: readonly string[]) {
  return z
    .strictObject(Object.fromEntries(ids.map((id) => [id, ruleOption.optional()])))
    .prefault({})
    .describe("What each rule does to the verdict.");
}
