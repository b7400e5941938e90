import { z } from "zod";

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
        "Encrypt the bundle with Fernet under FIXOPS_EVIDENCE_KEY; without a key the run stops before any work.",
      ),
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
