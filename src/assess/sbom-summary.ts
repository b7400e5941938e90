import type { Component } from "../domain/component.ts";
import { present } from "../domain/present.ts";
import type { Json } from "../domain/section.ts";
import { sourceText } from "../domain/source.ts";
import { defineAssessor, notEvaluated } from "./assessor.ts";
import { countBy } from "./count.ts";
import { dependencyDepths } from "./sbom/depth.ts";
import { riskFlags } from "./sbom/flags.ts";
import { licenceInventory } from "./sbom/licences.ts";
import { listedSboms } from "./sbom/listed-sbom.ts";
import { sbomOptions } from "./sbom/options.ts";
import { sbomQuality } from "./sbom/quality.ts";
import { depthRecord, flagMembers, licenceRecord, policyMember, qualityRecord } from "./sbom/records.ts";
import {
  evaluateLicences,
  evaluateQuality,
  evaluateUnpinned,
  licenceRule,
  qualityRule,
  unpinnedRule,
} from "./sbom/rules.ts";

/** The parts of the release, what makes them worth a look, and how much the SBOMs say about them. */
export const sbomSummary = defineAssessor({
  section: "sbom_summary",
  options: sbomOptions,
  rules: [qualityRule, unpinnedRule, licenceRule],
  assess(model, chosen) {
    const { components, documents } = model;
    const flags = riskFlags(model);
    const sboms = listedSboms(model);
    const quality = sbomQuality(sboms, model.inputs);
    const unpinned = flags.groups.find(({ flag }) => flag === "unpinned");
    const results = [
      evaluateQuality(quality, chosen),
      evaluateUnpinned(model, unpinned ?? { flag: "unpinned", count: 0, flags: [] }),
      evaluateLicences(model, chosen),
    ];
    if (documents.length === 0) return { section: notEvaluated("no SBOM input"), results };
    return {
      section: {
        status: "evaluated",
        component_count: components.length,
        documents: documents.map((document) =>
          present({
            input: document.input,
            name: document.name,
            serial_number: document.serialNumber,
            subject: document.subject === undefined ? undefined : componentRecord(document.subject),
            dependency_count: document.dependencyCount,
            service_count: document.serviceCount,
          }),
        ),
        with: {
          purl: components.filter((one) => one.purl !== undefined).length,
          version: components.filter((one) => one.version !== undefined).length,
          license: components.filter((one) => one.licenses.length > 0).length,
          supplier: components.filter((one) => one.supplier !== undefined).length,
          hash: components.filter((one) => one.hashes.length > 0).length,
        },
        by_ecosystem: countBy(components, (one) => [ecosystemOf(one)]),
        ...flagMembers(flags),
        licences: licenceRecord(licenceInventory(components)),
        ...policyMember(components, chosen.licences),
        dependency_depth: dependencyDepths(sboms).map(depthRecord),
        quality: quality.map(qualityRecord),
        components: components.map(componentRecord),
      },
      results,
    };
  },
});

/** The purl type: `pkg:npm/x` → npm. */
function ecosystemOf(component: Component): string {
  const { purl } = component;
  return purl === undefined ? "no_purl" : purl.slice("pkg:".length, purl.indexOf("/"));
}

/**
 * A component as the bundle writes it; a purl says name and version, so they are not said again.
 * Names are in canonical order and absent members stay undefined: with 50,000 components that is what keeps the seal fast.
 */
function componentRecord(component: Component): Json {
  const { purl } = component;
  const named = purl === undefined;
  return {
    cpe: named ? component.cpe : undefined,
    licenses: component.licenses.length === 0 ? undefined : component.licenses,
    name: named ? component.name : undefined,
    purl,
    source: sourceText(component.source),
    supplier: component.supplier,
    type: component.type === "library" ? undefined : component.type,
    version: named ? component.version : undefined,
  };
}
