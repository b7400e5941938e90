import { exposureRecord } from "../assess/exposure.ts";
import { inputDoubts } from "../assess/input-records.ts";
import { postureOf } from "../assess/posture/posture.ts";
import { postureRisk } from "../assess/posture/posture-risk.ts";
import { postureSection } from "../assess/posture.ts";
import { riskRecord } from "../assess/risk/record.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import { deployTopics } from "./deploy-topics.ts";
import type { Stage, StageBody, StageContext } from "./stage.ts";

/**
 * What is about to be deployed: its settings, what of them fails a check, and what that shows about controls. The seed's
 * six lists stand under `topics`; its score counted each topic once, whatever the number of failures, and a TLS policy
 * as a risk; this one counts every failed check once for each resource.
 */
export const deployStage: Stage = {
  name: "deploy",
  kinds: ["tfplan", "k8s", "cnapp", "provenance", "design", "context", "sbom"],
  needsInput: true,
  document: "deploy.manifest.json",
  body,
};

function body(model: Model, { options }: StageContext): StageBody {
  const posture = postureOf(model, options.posture);
  const risk = postureRisk(posture.counting, options.risk);
  return present({
    posture: postureSection(posture, options.posture),
    exposure: exposureRecord(model),
    topics: deployTopics(posture.counting, posture.checkOf),
    control_evidence: posture.controls.map((one) => ({ ...one })),
    doubts: inputDoubts(model),
    deploy_risk_score: risk?.known.score,
    deploy_risk_score_if_unknown_fails: risk?.worst.score,
    deploy_risk: riskRecord(risk?.known, options.risk),
  });
}
