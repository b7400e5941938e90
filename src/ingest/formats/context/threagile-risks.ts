import type { Finding } from "../../../domain/finding.ts";
import { field, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { findingOf } from "../findings/finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "../findings/finding-sieve.ts";
import { jsonValue } from "../forms.ts";
import { closedStatuses, severityOfRisk, withoutMarkup } from "./threagile-words.ts";

/** The risks that Threagile finds in a model (`risks.json`). */
export const threagileRisks: Format = {
  id: "threagile-risks-json",
  title: "Threagile risks",
  sign: "risks with `synthetic_id` and `exploitation_likelihood`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const risks = jsonValue(document);
  return Array.isArray(risks) && risks.some(isRisk);
}

function isRisk(risk: unknown): boolean {
  return text(risk, "synthetic_id") !== undefined && field(risk, "exploitation_likelihood") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const risks = jsonValue(document);
  const sieve = siftAll(Array.isArray(risks) ? risks : [], (risk, index) =>
    toFinding(risk, { input: origin.name, pointer: `/${index}` }),
  );
  // The list holds risks alone: which assets were looked at stands in the model.
  return findingsReading(sieve, { items: "risks", coverage: { tool: "threagile", doubts: [] } });
}

function toFinding(risk: unknown, source: Finding["source"]): Finding | string {
  const id = text(risk, "synthetic_id");
  const ruleId = text(risk, "category") ?? text(risk, "category_id") ?? id?.split("@", 1)[0];
  if (ruleId === undefined) return unreadable;
  const level = text(risk, "severity");
  const title = text(risk, "title");
  return findingOf({
    ruleId,
    tool: "threagile",
    level,
    severity: severityOfRisk(level),
    message: title === undefined ? undefined : withoutMarkup(title),
    resource: resourceOf(risk),
    toolFingerprint: id === undefined ? undefined : `synthetic_id=${id}`,
    suppression: suppressionOf(text(risk, "risk_status")),
    source,
  });
}

/** What the risk is about, the most precise first. */
const resourceKeys = [
  "most_relevant_communication_link",
  "most_relevant_technical_asset",
  "most_relevant_shared_runtime",
  "most_relevant_trust_boundary",
  "most_relevant_data_asset",
] as const;

function resourceOf(risk: unknown): string | undefined {
  return resourceKeys.map((key) => text(risk, key)).find((name) => name !== undefined);
}

function suppressionOf(status: string | undefined): Finding["suppression"] {
  if (status === undefined || !closedStatuses.has(status)) return undefined;
  return { kind: "external", rule: `risk status ${status}` };
}
