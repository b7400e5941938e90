import { z } from "zod";
import { recipientKind } from "../standards/age-key.ts";

/** Every section that a bundle can hold, in the order of the contract (DESIGN §7) and `vex_summary`. */
export const sectionNames = [
  "design_summary",
  "baseline",
  "sbom_summary",
  "sarif_summary",
  "cve_summary",
  "vex_summary",
  "test_summary",
  "severity_overview",
  "context_summary",
  "guardrail_evaluation",
  "compliance_status",
  "policy_automation",
  "analytics",
  "ai_agent_analysis",
  "probabilistic_forecast",
  "exploitability_insights",
  "ssdlc_assessment",
  "crosswalk",
  "exposure",
  "posture",
  "provenance",
  "stages",
  "waivers",
  "inputs",
  "decision",
  "overlay",
] as const;

/** Sections without which a bundle proves nothing; `include_sections` cannot leave them out. */
export const mandatorySections: readonly string[] = ["inputs", "decision", "overlay"];

/** Overlay `evidence`: how the bundle is sealed and how long it must be kept. */
export const evidenceOptions = z
  .strictObject({
    compress: z.boolean().default(true).describe("Compress the bundle with gzip."),
    encrypt: z
      .boolean()
      .default(false)
      .describe(
        "Encrypt the bundle: with age for the recipients, else with Fernet under FIXOPS_EVIDENCE_KEY; with neither the run stops before any work.",
      ),
    recipients: z
      .array(z.string().refine(isRecipient, "expected an age recipient, age1…"))
      .default([])
      .describe("age recipients that encrypted evidence is for; each can open it alone. --recipient adds to them."),
    app_keys: z
      .boolean()
      .optional()
      .describe(
        "Encrypt for a key of the application, which is kept in keys/ of the evidence directory, encrypted for the recipients; fixops evidence shred destroys it. Needs recipients.",
      ),
    max_bytes: z
      .int()
      .min(1024)
      .max(2 ** 31)
      .default(256 * 1024 * 1024)
      .describe(
        "Largest sealed bundle in bytes; a larger one ends the run. Fernet needs all of it in memory; age is not limited.",
      ),
    keep_inputs: z
      .boolean()
      .default(true)
      .describe("Keep the normalised inputs in the evidence, from which fixops replay decides again."),
    sign: z
      .boolean()
      .default(false)
      .describe(
        "Sign the manifest with the key of --signing-key or FIXOPS_SIGNING_KEY; without a key the run stops before any work.",
      ),
    retention_days: z
      .int()
      .min(1)
      .max(36_500)
      .default(2555)
      .describe("Days that the evidence must be kept, written to the manifest; 2555 is seven years, 36500 a hundred."),
    include_sections: z
      .array(z.enum(sectionNames))
      .optional()
      .describe("Sections that the bundle holds; all when absent. inputs, decision and overlay are always included."),
  })
  .prefault({})
  .describe("How the evidence is sealed and kept.");

function isRecipient(text: string): boolean {
  try {
    recipientKind(text);
    return true;
  } catch {
    return false;
  }
}
