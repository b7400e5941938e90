import type { Section } from "../domain/section.ts";
import { notEvaluated } from "./assessor.ts";

/**
 * Sections that this version does not evaluate. They appear with the reason, so that nobody
 * takes their absence for a clean result, and none of them holds a figure.
 */
const reasons: { readonly [section: string]: string } = {
  ai_agent_analysis: "this version does not look for AI or agent frameworks",
  analytics: "this version does not compare with past runs",
  compliance_status: "this version has no control catalogues",
  policy_automation: "this version runs no follow-up actions",
  probabilistic_forecast: "this version makes no forecast: it has no history of this application",
  waivers: "this version reads no waivers",
};

export const notEvaluatedSections: readonly (readonly [name: string, section: Section])[] = Object.entries(reasons).map(
  ([name, why]) => [name, notEvaluated(why)],
);
