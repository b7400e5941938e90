import type { Component } from "../../domain/component.ts";
import type { Json } from "../../domain/section.ts";
import { packageText } from "../../domain/vulnerability.ts";
import { shorten } from "../../standards/wire.ts";
import type { DependencyDepth } from "./depth.ts";
import { maxFlags, type RiskFlag, type RiskFlags } from "./flags.ts";
import { hasPolicy, judgeLicences, type LicencePolicy, type LicenceVerdict } from "./licence-policy.ts";
import type { LicenceInventory } from "./licences.ts";
import type { SbomQuality, StandardResult } from "./quality.ts";

/** What is judged of SBOMs, as the bundle and the build document write it: counts whole, lists bounded. */

/** Names and reasons of SBOMs are anybody's text. */
const maxText = 300;

/** The members that tell of flags. */
export function flagMembers({ groups, information, notEvaluated }: RiskFlags): { readonly [key: string]: Json } {
  return {
    risk_flag_counts: Object.fromEntries(groups.map(({ flag, count }) => [flag, count])),
    risk_flags: groups.flatMap(({ flags }) => flags.slice(0, maxFlags).map(flagRecord)),
    risk_flags_not_evaluated: notEvaluated.map(({ flag, why }) => ({ flag, why })),
    no_risk: { count: information.length, listed: information.slice(0, maxFlags).map(flagRecord) },
  };
}

function flagRecord({ flag, component, purl, reason, vulnerability, match, setAside }: RiskFlag): Json {
  return {
    flag,
    component: shorten(component, maxText),
    purl,
    reason: shorten(reason, maxText),
    vulnerability:
      vulnerability === undefined
        ? undefined
        : { id: vulnerability.id, package: packageText(vulnerability.package), in_sbom: vulnerability.inSbom },
    family:
      match === undefined
        ? undefined
        : {
            id: match.family.id,
            kind: match.family.kind,
            range: match.status,
            range_source: match.family.rangeSource,
            cves: match.family.cves,
            kev: match.family.kev,
          },
    set_aside: setAside,
  };
}

/** Licences that a document lists of each sort. */
const maxLicences = 200;

export function licenceRecord({ withLicence, without, licences, unknown }: LicenceInventory): Json {
  return {
    components_with: withLicence,
    components_without: without,
    distinct: licences.length,
    listed: licences.slice(0, maxLicences).map(([licence, components]) => ({ licence, components })),
    unknown_count: unknown.length,
    unknown: unknown.slice(0, maxLicences).map(([text, components]) => ({ text: shorten(text, maxText), components })),
  };
}

/** What a policy on licences says of the components; nothing without a policy. */
export function policyMember(
  components: readonly Component[],
  policy: LicencePolicy,
): { readonly licence_policy?: Json } {
  if (!hasPolicy(policy)) return {};
  const judged = judgeLicences(components, policy);
  const countOf = (wanted: LicenceVerdict) => judged.filter(({ verdict }) => verdict === wanted).length;
  return {
    licence_policy: {
      permitted: countOf("permitted"),
      forbidden: countOf("forbidden"),
      unknown: countOf("unknown"),
      not_applicable: countOf("not_applicable"),
      how: "files and operating systems without a licence need none: the policy does not apply to them",
    },
  };
}

/** Levels that a document lists; what stands deeper is counted together. */
const maxLevels = 50;

export function depthRecord(depth: DependencyDepth): Json {
  const { input, status } = depth;
  if (status === "not_evaluated") return { input, status, why: depth.why };
  const { from, direct, transitive, unreached, max, distribution } = depth;
  const deeper = distribution.slice(maxLevels).reduce((sum, count) => sum + count, 0);
  return {
    input,
    status,
    counted_from: from,
    direct,
    transitive,
    unreached,
    max,
    distribution: distribution.slice(0, maxLevels).map((components, index) => ({ depth: index + 1, components })),
    deeper: deeper === 0 ? undefined : deeper,
  };
}

export function qualityRecord({ input, results }: SbomQuality): Json {
  return { input, standards: results.map(standardRecord) };
}

function standardRecord({ standard, title, source, percent, elements }: StandardResult): Json {
  return {
    standard,
    title,
    source,
    percent,
    how: "mean of the elements' percentages; what is not evaluated counts for nothing",
    elements: elements.map((element) => ({
      id: element.id,
      title: element.title,
      of: element.of,
      status: element.status,
      why: element.why,
      present: element.status === "not_evaluated" ? undefined : element.present,
      missing: element.status === "not_evaluated" ? undefined : element.missing,
      percent: element.percent,
      lacking: element.lacking.length === 0 ? undefined : element.lacking.map((one) => shorten(one, maxText)),
    })),
  };
}
