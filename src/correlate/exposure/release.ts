import type { ExposureContradiction, ExposureFact, ExposureJoin, ExposureLinks } from "../../domain/exposure.ts";
import { compareTexts } from "../../domain/order.ts";
import type { Resource } from "../../domain/resource.ts";
import type { Vulnerability } from "../../domain/vulnerability.ts";
import { type Declarations, declaredExposures } from "./declared.ts";
import { deriveExposures } from "./derive.ts";
import { joinsOf } from "./joins.ts";
import { matcherOf } from "./statements.ts";
import { nameOf, type Parts, withExposure } from "./vulnerabilities.ts";

export type Exposures = {
  readonly exposures: readonly ExposureFact[];
  readonly exposureLinks: ExposureLinks;
  /** The same vulnerabilities, each with the worst of what speaks for its package. */
  readonly vulnerabilities: readonly Vulnerability[];
};

/** Plans, manifests and statements → what is exposed, and which packages and vulnerabilities that is about. */
export function exposuresOf(resources: readonly Resource[], stated: Declarations, parts: Parts): Exposures {
  const derived = deriveExposures(resources);
  const declared = declaredExposures(stated);
  const exposures = [...derived, ...declared];
  if (exposures.length === 0) {
    return {
      exposures,
      exposureLinks: { joins: [], contradictions: [], unjoined: [] },
      vulnerabilities: parts.vulnerabilities,
    };
  }
  const ofPackages = statementJoins(declared, parts);
  const joins = [...joinsOf(exposures, parts), ...ofPackages];
  return {
    exposures,
    exposureLinks: {
      joins,
      contradictions: contradictionsOf([...joins, ...inSboms(ofPackages, parts)]),
      unjoined: unjoinedOf(derived, joins, parts),
    },
    vulnerabilities: withExposure(joins, parts),
  };
}

/** What the overlay says of packages that are there. */
function statementJoins(facts: readonly ExposureFact[], { listings, vulnerabilities }: Parts): readonly ExposureJoin[] {
  const stated = facts.filter(({ basis }) => basis === "overlay");
  if (stated.length === 0) return [];
  const refs = [...listings, ...vulnerabilities.map((one) => one.package)];
  const names = new Map(refs.map((ref) => [nameOf(ref), ref]));
  return stated.flatMap((fact) => {
    const matches = matcherOf(fact.target.name);
    const found = [...names].filter(([, ref]) => matches(ref)).map(([name]) => name);
    return found.map((to): ExposureJoin => ({ fact, by: "overlay", of: "component", to }));
  });
}

/** What is said of a package, as said of the SBOMs that list it, so that it is held against what shows those. */
function inSboms(joins: readonly ExposureJoin[], { listings }: Parts): readonly ExposureJoin[] {
  if (joins.length === 0) return [];
  const byName = Map.groupBy(listings, nameOf);
  return joins.flatMap((join) =>
    (byName.get(join.to) ?? []).map(({ source }): ExposureJoin => ({ ...join, of: "sbom", to: source.input })),
  );
}

/** Somebody states that it is not exposed, and something else says that it is: the worse counts, and both are told. */
function contradictionsOf(joins: readonly ExposureJoin[]): readonly ExposureContradiction[] {
  const groups = Map.groupBy(joins, ({ of, to }) => `${of}\n${to}`);
  const pairs = [...groups.values()].flatMap(contradictionsIn);
  const distinct = new Map(pairs.map((pair) => [textsOf(pair).slice(1).join("\n"), pair]));
  return [...distinct.values()].toSorted((a, b) => compareTexts(textsOf(a), textsOf(b)));
}

function contradictionsIn(group: readonly ExposureJoin[]): readonly ExposureContradiction[] {
  const exposed = group.find(({ fact }) => fact.exposed === "yes");
  if (exposed === undefined) return [];
  const denying = group.filter(({ fact }) => fact.exposed === "no" && fact.basis !== "deployment");
  return denying.map(({ fact, to }) => ({ subject: to, states: fact, against: exposed.fact }));
}

function textsOf({ subject, states, against }: ExposureContradiction): readonly string[] {
  const { source, name } = states.target;
  return [subject, states.basis, name, source?.input ?? "", source?.pointer ?? "", against.target.name];
}

/** Workloads that run images of which no SBOM of the release tells the contents. */
function unjoinedOf(
  facts: readonly ExposureFact[],
  joins: readonly ExposureJoin[],
  { documents }: Parts,
): readonly string[] {
  if (documents.length === 0) return [];
  const joined = new Set(joins.filter(({ of }) => of === "sbom").map(({ fact }) => fact));
  return facts.filter((one) => one.target.images.length > 0 && !joined.has(one)).map(({ target }) => target.name);
}
