import type { Component, SbomAbout, SbomDocument } from "../../src/domain/component.ts";
import type { FamilyRange, Intel, RceFamily } from "../../src/domain/intel.ts";
import { catalogue, plainComponent, sbomDocument } from "./build.ts";
import { graphOf } from "./edges.ts";

/** What an SBOM says of itself. */
export function about(over: Partial<SbomAbout> = {}): SbomAbout {
  return {
    format: "CycloneDX",
    formatVersion: "1.6",
    authors: [],
    contacts: [],
    tools: [],
    lifecycles: [],
    tellsCompleteness: false,
    holdsVulnerabilities: false,
    ...over,
  };
}

/** A document `sbom.json` with edges as `a → b`. */
export function documentOf(edges: readonly string[], over: Partial<SbomDocument> = {}): SbomDocument {
  return sbomDocument({ about: about(), dependencies: graphOf(...edges), ...over });
}

/** A component by its reference. */
export function part(ref: string, over: Partial<Component> = {}): Component {
  return plainComponent({ name: ref, ref, ...over });
}

export function family(over: Partial<RceFamily> = {}): RceFamily {
  return {
    id: "shell",
    title: "A shell",
    kind: "rce",
    cves: ["CVE-2021-0001"],
    kev: [],
    maxEpss: 0.9,
    rangeSource: "GHSA-x",
    ...over,
  };
}

/** Intelligence with families by package. */
export function intelOf(byPackage: Readonly<Record<string, readonly Partial<FamilyRange>[]>>): Intel {
  const ranges = Object.entries(byPackage).map(([purl, list]) => {
    return [purl, list.map((one) => ({ family: family(), intervals: [], versions: [], ...one }))] as const;
  });
  const families = {
    generated: "2026-01-01",
    epssDate: "2026-01-02",
    licence: "none",
    sha256: "0".repeat(64),
    count: 1,
  };
  return { kev: catalogue(), families: { ...families, byPackage: new Map(ranges) } };
}
