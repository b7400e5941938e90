import { inputDoubts } from "../assess/input-records.ts";
import { componentKeys } from "../assess/open-items.ts";
import { riskRecord } from "../assess/risk/record.ts";
import { buildRisk } from "../assess/sbom/build-risk.ts";
import { dependencyDepths } from "../assess/sbom/depth.ts";
import { riskFlags } from "../assess/sbom/flags.ts";
import { licenceInventory } from "../assess/sbom/licences.ts";
import { listedSboms } from "../assess/sbom/listed-sbom.ts";
import { sbomQuality } from "../assess/sbom/quality.ts";
import { depthRecord, flagMembers, licenceRecord, qualityRecord } from "../assess/sbom/records.ts";
import type { InputFile, InputKind } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Json } from "../domain/section.ts";
import type { Stage, StageBody, StageContext } from "./stage.ts";

/**
 * What a release is made of: its components counted, flagged by data, their licences and depths, and how much the SBOMs
 * say. Inputs are linked by digest and only when they were given. The seed flagged whatever had "log4j" in its name,
 * patched versions too, and scored 0.45 for no component at all; here a flag has a range and a source, and a score a
 * basis.
 */
export const buildStage: Stage = {
  name: "build",
  kinds: ["sbom", "provenance", "cve", "vex"],
  needsInput: true,
  document: "build.report.json",
  body,
};

function body(model: Model, { options }: StageContext): StageBody {
  const flags = riskFlags(model);
  const sboms = listedSboms(model);
  const risk = buildRisk(model, flags, options.risk);
  const { families } = model.intel;
  return present({
    components_indexed: model.components.length,
    components: model.components.length > 0 ? componentKeys(model) : undefined,
    ...flagMembers(flags),
    links: present({ sbom: linksOf(model, "sbom"), provenance: linksOf(model, "provenance") }),
    licences: licenceRecord(licenceInventory(model.components)),
    dependency_depth: dependencyDepths(sboms).map(depthRecord),
    sbom_quality: sbomQuality(sboms, model.inputs).map(qualityRecord),
    families:
      families === undefined
        ? undefined
        : {
            count: families.count,
            generated: families.generated,
            epss_date: families.epssDate,
            sha256: families.sha256,
          },
    doubts: [...inputDoubts(model), ...withoutSbom(model)],
    build_risk_score: risk?.score,
    build_risk: riskRecord(risk, options.risk),
    build_risk_not_scored: risk === undefined ? noBasis(model) : undefined,
  });
}

/** By the main role of an input: a format that can be an SBOM is not one in a report of vulnerabilities alone. */
function linksOf(model: Model, kind: InputKind): readonly Json[] | undefined {
  const links = model.inputs
    .filter((input) => serves(input, kind, model))
    .map(({ name, sha256 }) => ({ name, sha256 }));
  return links.length === 0 ? undefined : links;
}

function serves({ name, kinds }: InputFile, kind: InputKind, { documents }: Model): boolean {
  return kind === "sbom" ? documents.some(({ input }) => input === name) : kinds[0] === kind;
}

function withoutSbom({ documents }: Model): readonly string[] {
  return documents.length === 0 ? ["no SBOM among the inputs: what the release is made of is not known"] : [];
}

function noBasis({ components }: Model): string {
  return components.length === 0
    ? "there is no component to look at"
    : "nothing was found, and no vulnerability scan is among the inputs";
}
