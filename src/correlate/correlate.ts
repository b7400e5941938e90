import type { Advisory } from "../domain/advisory.ts";
import type { Component } from "../domain/component.ts";
import type { ExposureStatement } from "../domain/exposure.ts";
import type { CorrelatedFinding, Finding } from "../domain/finding.ts";
import type { InputFile } from "../domain/input-file.ts";
import type { Intel } from "../domain/intel.ts";
import type { Items } from "../domain/items.ts";
import type { MergedItems, Model } from "../domain/model.ts";
import { compareText } from "../domain/order.ts";
import { compareSeverity } from "../domain/severity.ts";
import type { Source } from "../domain/source.ts";
import type { VexOptions } from "../domain/vex.ts";
import type { Vulnerability } from "../domain/vulnerability.ts";
import { linkedToAny, recordedAliases } from "./aliases.ts";
import { joinCatalogues, joinScores } from "./catalogues.ts";
import { contradictionsOf } from "./contradictions.ts";
import { crosswalk } from "./crosswalk.ts";
import type { Declarations } from "./exposure/declared.ts";
import { exposuresOf } from "./exposure/release.ts";
import { toCorrelatedFindings } from "./findings.ts";
import { packageIndex } from "./packages.ts";
import { reportedIds, splitRepeats } from "./repeats.ts";
import { numberRequirements } from "./requirements.ts";
import { applyVex } from "./vex.ts";
import { releaseOf } from "./vex-release.ts";
import { toVulnerabilities } from "./vulnerabilities.ts";

/** What the run and the overlay say: the clock, RFC 3339 in UTC, how VEX statements are weighed, what is exposed. */
export type Settings = {
  readonly asOf: string;
  readonly vex: VexOptions;
  readonly exposure?: readonly ExposureStatement[];
};

/**
 * Items of all inputs → one model of the release: aliases closed, duplicates merged, VEX applied, parts joined.
 * Nothing is dropped: what is merged is counted in `merged`, what is set aside keeps its state.
 */
export function correlate(files: readonly InputFile[], items: Items, intel: Intel, settings: Settings): Model {
  const { asOf, vex: options } = settings;
  const kev = joinCatalogues([intel.kev, ...items.kevCatalogues]);
  const components = distinctComponents(items.components);
  const packages = packageIndex([...components, ...items.observations.map((seen) => seen.package)]);
  const advisories = worstById(items.advisories);
  const recorded = recordedAliases(items.advisories);
  const found = toVulnerabilities(items.observations, {
    packages,
    listed: new Set(components.map(packages.keyOf)),
    kev,
    epss: joinScores(items.epss, asOf),
    advisories,
    recorded,
    exploited: linkedToAny(items.advisories, kev.entries),
  });
  const release = () => releaseOf(items.documents, items.components);
  const { vulnerabilities, statements, conflicts } = applyVex(found, items.vexStatements, {
    release,
    asOf,
    options,
    recorded,
  });
  const { repeats, others } = splitRepeats(items.findings, vulnerabilities);
  const findings = toCorrelatedFindings(others);
  const { documents, components: listings } = items;
  const design = items.design.toSorted((a, b) => compareText(a.name, b.name));
  const parts = { documents, components, listings, vulnerabilities, findings, keyOf: packages.keyOf };
  const rows = crosswalk(design, parts);
  return {
    asOf,
    inputs: files,
    documents,
    components,
    listings,
    findings,
    contradictions: contradictionsOf(vulnerabilities, packages.keyOf),
    vexStatements: statements,
    vexConflicts: conflicts,
    unplacedAdvisories: unplaced(advisories, () => reportedIds(vulnerabilities, items.findings)),
    design,
    requirements: numberRequirements(items.requirements),
    telemetry: items.telemetry.toSorted((a, b) => compareText(a.service, b.service)),
    ...asRead(items),
    crosswalk: rows,
    ...exposuresOf(items.resources, statedExposure(files, items, findings, settings), { ...parts, crosswalk: rows }),
    intel: { ...intel, kev },
    merged: mergedItems([
      ["components", repeated(items.components, components)],
      ["vulnerabilities", repeatedObservations(vulnerabilities)],
      ["findings", repeatedFindings(findings, repeats)],
      ["advisories", repeated(items.advisories, [...advisories.values()])],
    ]),
  };
}

/** What is handed on as it was read. */
function asRead({
  contexts,
  testReports,
  codeCoverages,
  provenance,
  resources,
}: Items): Pick<Model, "contexts" | "testReports" | "codeCoverages" | "provenance" | "resources"> {
  return { contexts, testReports, codeCoverages, provenance, resources };
}

/** What is said of exposure; of scanners, by those that look at what runs or is about to. */
function statedExposure(
  files: readonly InputFile[],
  { design, contexts }: Items,
  findings: readonly CorrelatedFinding[],
  { exposure = [] }: Settings,
): Declarations {
  const clouds = new Set(files.filter((one) => one.kinds.includes("cnapp")).map((one) => one.name));
  const ofClouds = clouds.size === 0 ? [] : findings.filter((one) => clouds.has(one.source.input));
  return { design, contexts, findings: ofClouds, statements: exposure };
}

/** Advisories that nobody's report answers to; what was reported is asked for only when there is one. */
function unplaced(advisories: ReadonlyMap<string, Advisory>, reported: () => ReadonlySet<string>): readonly Advisory[] {
  if (advisories.size === 0) return [];
  const ids = reported();
  return [...advisories.values()]
    .filter((advisory) => !ids.has(advisory.id))
    .toSorted((a, b) => compareText(a.id, b.id));
}

/** The same record in two files counts once, with the worse severity: an older copy takes nothing back. */
function worstById(advisories: readonly Advisory[]): ReadonlyMap<string, Advisory> {
  const byId = new Map<string, Advisory>();
  for (const advisory of advisories) {
    const known = byId.get(advisory.id);
    if (known === undefined || compareSeverity(advisory.severity, known.severity) < 0) byId.set(advisory.id, advisory);
  }
  return byId;
}

/** The same package in two SBOMs, or twice in one, is one component; the first in the order of inputs and documents is kept. */
function distinctComponents(components: readonly Component[]): readonly Component[] {
  const byIdentity = new Map<string, Component>();
  for (const component of components) {
    const key = component.purl ?? `${component.type ?? ""}\n${component.name}\n${component.version ?? ""}`;
    if (!byIdentity.has(key)) byIdentity.set(key, component);
  }
  return [...byIdentity.values()];
}

/** Where the items stand that another one stands for. */
function repeated<T extends { readonly source: Source }>(all: readonly T[], kept: readonly T[]): readonly Source[] {
  if (all.length === kept.length) return [];
  const known = new Set(kept);
  return all.filter((item) => !known.has(item)).map((item) => item.source);
}

function repeatedObservations(vulnerabilities: readonly Vulnerability[]): readonly Source[] {
  const sources: Source[] = [];
  for (const { observations } of vulnerabilities) {
    if (observations.length < 2) continue;
    for (const seen of observations.slice(1)) sources.push(seen.source);
  }
  return sources;
}

function repeatedFindings(findings: readonly CorrelatedFinding[], repeats: readonly Finding[]): readonly Source[] {
  const sources = repeats.map((one) => one.source);
  for (const { duplicates } of findings) for (const source of duplicates) sources.push(source);
  return sources;
}

type Merged = readonly [items: MergedItems["items"], sources: readonly Source[]];

function mergedItems(merged: readonly Merged[]): readonly MergedItems[] {
  const counts = new Map<string, MergedItems>();
  for (const [items, sources] of merged) {
    for (const { input } of sources) {
      const key = `${input}\n${items}`;
      counts.set(key, { input, items, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()].toSorted((a, b) => compareText(a.input, b.input) || compareText(a.items, b.items));
}
