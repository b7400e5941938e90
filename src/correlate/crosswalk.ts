import type { Component, SbomDocument } from "../domain/component.ts";
import type { CrosswalkRow, Link } from "../domain/crosswalk.ts";
import type { DesignComponent } from "../domain/design.ts";
import type { CorrelatedFinding } from "../domain/finding.ts";
import type { Vulnerability } from "../domain/vulnerability.ts";
import { parsePurl } from "../standards/purl.ts";
import { covers } from "./purl-covers.ts";

type Parts = {
  readonly documents: readonly SbomDocument[];
  readonly components: readonly Component[];
  /** The components of every SBOM, also those that another SBOM lists. */
  readonly listings: readonly Component[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly findings: readonly CorrelatedFinding[];
  /** Package key of a component or package, so that the same package is one. */
  readonly keyOf: (ref: Component | Vulnerability["package"]) => string;
};

/**
 * Joins each design component to SBOM components, vulnerabilities and findings.
 * Joins are exact and say by what they hold: purl, name, image, a folder of the finding's path,
 * or being the subject of an SBOM. A name inside another text joins nothing.
 */
export function crosswalk(design: readonly DesignComponent[], parts: Parts): readonly CrosswalkRow[] {
  if (design.length === 0) return [];
  const index = indexParts(parts);
  return design.map((row) => {
    const sboms = parts.documents.filter((document) => isSubject(row, document.subject)).map((one) => one.input);
    const components = componentLinks(row, index);
    return {
      design: row,
      sboms,
      components,
      vulnerabilities: vulnerabilityLinks(components, sboms, parts, index),
      findings: (index.findingsByFolder.get(row.name.toLowerCase()) ?? []).map((to) => ({ to, by: "path" as const })),
    };
  });
}

type Index = {
  readonly byName: ReadonlyMap<string, readonly Component[]>;
  readonly byPurlName: ReadonlyMap<string, readonly Component[]>;
  readonly vulnerabilitiesByPackage: ReadonlyMap<string, readonly Vulnerability[]>;
  /** Package key → names of the SBOMs that list it. */
  readonly sbomsOfPackage: ReadonlyMap<string, readonly string[]>;
  readonly findingsByFolder: ReadonlyMap<string, readonly CorrelatedFinding[]>;
};

function indexParts(parts: Parts): Index {
  const listings = groupBy(parts.listings, (component) => [parts.keyOf(component)]);
  return {
    byName: groupBy(parts.components, (component) => [component.name.toLowerCase()]),
    byPurlName: groupBy(parts.components, (component) => purlNameOf(component.purl)),
    vulnerabilitiesByPackage: groupBy(parts.vulnerabilities, (one) => [parts.keyOf(one.package)]),
    sbomsOfPackage: new Map([...listings].map(([key, listed]) => [key, listed.map((one) => one.source.input)])),
    findingsByFolder: groupBy(parts.findings, (finding) => foldersOf(finding.location.file)),
  };
}

function purlNameOf(purl: string | undefined): readonly string[] {
  const name = purl === undefined ? undefined : parsePurl(purl)?.name;
  return name === undefined ? [] : [name];
}

/** The first join that holds names the link: purl before image before name. */
function componentLinks(row: DesignComponent, index: Index): readonly Link<Component>[] {
  const { purl, image } = row;
  const byPurl = purlNameOf(purl).flatMap((name) => index.byPurlName.get(name) ?? []);
  const joins: readonly Link<Component>[] = [
    ...byPurl
      .filter((to) => to.purl !== undefined && covers(purl ?? "", to.purl))
      .map((to) => ({ to, by: "purl" as const })),
    ...(index.byName.get(image?.toLowerCase() ?? "") ?? []).map((to) => ({ to, by: "image" as const })),
    ...(index.byName.get(row.name.toLowerCase()) ?? []).map((to) => ({ to, by: "name" as const })),
  ];
  return firstLinks(joins);
}

function vulnerabilityLinks(
  components: readonly Link<Component>[],
  sboms: readonly string[],
  parts: Parts,
  index: Index,
): readonly Link<Vulnerability>[] {
  const direct = components.flatMap((link) =>
    (index.vulnerabilitiesByPackage.get(parts.keyOf(link.to)) ?? []).map((to) => ({ to, by: link.by })),
  );
  const inSubject = (one: Vulnerability): boolean =>
    (index.sbomsOfPackage.get(parts.keyOf(one.package)) ?? []).some((sbom) => sboms.includes(sbom));
  const viaSbom = sboms.length === 0 ? [] : parts.vulnerabilities.filter(inSubject);
  return firstLinks([...direct, ...viaSbom.map((to) => ({ to, by: "sbom_subject" as const }))]);
}

function firstLinks<T>(links: readonly Link<T>[]): readonly Link<T>[] {
  const first = new Map<T, Link<T>>();
  for (const link of links) if (!first.has(link.to)) first.set(link.to, link);
  return [...first.values()];
}

function isSubject(row: DesignComponent, subject: Component | undefined): boolean {
  if (subject === undefined) return false;
  if (row.purl !== undefined && subject.purl !== undefined) return covers(row.purl, subject.purl);
  const name = subject.name.toLowerCase();
  return name === row.name.toLowerCase() || name === row.image?.toLowerCase();
}

/** `services/payments-api/src/app.ts` → its folders in lower case. */
function foldersOf(file: string | undefined): readonly string[] {
  return file === undefined ? [] : [...new Set(file.toLowerCase().split("/").slice(0, -1))];
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
