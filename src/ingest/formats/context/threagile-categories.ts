import type { Finding } from "../../../domain/finding.ts";
import { field, number, text } from "../../../standards/wire.ts";
import { findingOf } from "../findings/finding-draft.ts";
import { sift, unreadable } from "../findings/finding-sieve.ts";
import type { ModelSink } from "./model-components.ts";
import { type Asset, namedEntries } from "./threagile-assets.ts";
import { severityOfRisk, withoutMarkup } from "./threagile-words.ts";

/** The keys of risks that people wrote into the model, in version 1 and later. */
const categoryKeys = ["individual_risk_categories", "custom_risk_categories"] as const;

/** Takes the risks that people found themselves; those that Threagile finds stand in its `risks.json`. */
export function takeRisks(model: unknown, sink: ModelSink): void {
  for (const category of categoryKeys.flatMap((key) => namedEntries(model, key))) {
    for (const risk of namedEntries(category.value, "risks_identified")) takeRisk(risk, category, sink);
  }
}

function takeRisk(risk: Asset, category: Asset, sink: ModelSink): void {
  const source: Finding["source"] = { input: sink.input, pointer: `${category.place}${risk.place}` };
  const level = text(risk.value, "severity");
  const ruleId = text(category.value, "id") ?? category.name;
  if (ruleId === "" || field(risk.value, "severity") === undefined) {
    sift(sink.threats, unreadable);
    return;
  }
  const cwe = number(category.value, "cwe");
  sift(
    sink.threats,
    findingOf({
      ruleId,
      tool: "threagile",
      level,
      severity: severityOfRisk(level),
      message: withoutMarkup(risk.name),
      resource: text(risk.value, "most_relevant_technical_asset"),
      cwes: cwe === undefined ? [] : [`CWE-${cwe}`],
      source,
    }),
  );
}
