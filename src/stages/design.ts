import { designRisk } from "../assess/design/design-risk.ts";
import { judgeDesign, openThreats } from "../assess/design/evaluate.ts";
import { checksRecord, componentRecord } from "../assess/design/records.ts";
import { inputDoubts } from "../assess/input-records.ts";
import { riskRecord } from "../assess/risk/record.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import { countSeverities } from "../domain/severity.ts";
import { listText } from "../domain/words.ts";
import { shorten } from "../standards/wire.ts";
import type { Stage, StageBody, StageContext } from "./stage.ts";

/**
 * The design of a release: its components under ids of their own, what is known of each, and what the checks say. The
 * seed's score was the same for every CSV and grew with the number of components; this one grows with what is wrong.
 */
export const designStage: Stage = {
  name: "design",
  kinds: ["design", "context"],
  needsInput: true,
  document: "design.manifest.json",
  body,
};

function body(model: Model, { options }: StageContext): StageBody {
  const judged = judgeDesign(model);
  const threats = openThreats(model);
  const risk = designRisk(judged.components, threats, options.risk);
  return present({
    component_count: judged.components.length,
    components: judged.components.map(componentRecord),
    id_collisions: judged.view.collisions.map(({ slug, names }) => ({ slug, names })),
    checks: checksRecord(judged),
    open_threats: { count: threats.length, by_severity: countSeverities(threats) },
    doubts: [...inputDoubts(model), ...strangers(model)],
    design_risk_score: risk?.known.score,
    design_risk_score_if_unknown_fails: risk?.worst.score,
    design_risk: riskRecord(risk?.known, options.risk),
  });
}

/** Components that a business context speaks of and no design knows. */
function strangers({ design, contexts }: Model): readonly string[] {
  const known = new Set(design.map((one) => one.name));
  const named = contexts.flatMap((context) => context.components.map((one) => one.name));
  const strange = [...new Set(named)].filter((name) => !known.has(name)).map((name) => shorten(name, maxName));
  return strange.length === 0 ? [] : [`the business context names what no design has: ${listText(strange, maxNamed)}`];
}

/** Characters of a name, and names, that one doubt repeats. */
const maxName = 80;
const maxNamed = 12;
