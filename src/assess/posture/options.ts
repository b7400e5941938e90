import { z } from "zod";
import { scoredSeverities } from "../../domain/severity.ts";
import { nearest } from "../../standards/nearest.ts";
import { checks } from "./checks/index.ts";

const ids = checks.map(({ id }) => id);

/** Every check, and every family as a whole. */
const names: ReadonlySet<string> = new Set([...ids, ...ids.map((id) => `${id.slice(0, id.indexOf("/"))}/*`)]);

/** A check that there is not would be disabled without any effect, and the one that was meant would go on counting. */
const checkName = z
  .string()
  .min(1)
  .superRefine((name, context) => {
    if (name === "" || names.has(name)) return;
    const message = "the id of a check, as `fixops checks list` prints it, or family/*";
    context.addIssue({ code: "custom", message, params: { meant: nearest(name, names) } });
  });

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
          check: checkName.describe("Id of the check, or `family/*` for all of a family."),
          reason: z.string().min(1).describe("Why it does not count; it is kept in the evidence."),
        }),
      )
      .default([])
      .describe("Checks that do not count; what they find is listed as disabled, not deleted."),
  })
  .prefault({});

export type PostureOptions = z.output<typeof postureOptions>;
