import { describe, expect, test } from "bun:test";
import { correlate } from "../../src/correlate/correlate.ts";
import type { Component } from "../../src/domain/component.ts";
import { type Items, noItems } from "../../src/domain/items.ts";
import { defaultVexOptions } from "../../src/domain/vex.ts";
import {
  advisory,
  catalogue,
  component,
  design,
  express,
  finding,
  observation,
  packageRef,
  plainComponent,
  productOf,
  sbomDocument,
  sourceOf,
  statement,
} from "../support/build.ts";

function modelOf(items: Partial<Items>, known: readonly string[] = []) {
  return correlate(
    [],
    { ...noItems, ...items },
    { kev: catalogue(known) },
    {
      asOf: "2026-08-25T12:00:00Z",
      vex: defaultVexOptions,
    },
  );
}

describe("correlate() components", () => {
  test("counts a package that two SBOMs list once, and the other as merged", () => {
    const components = [component({ source: sourceOf("a.json") }), component({ source: sourceOf("b.json") })];
    const { components: kept, merged } = modelOf({ components });
    expect({ kept, merged }).toEqual({
      kept: [components[0] ?? component()],
      merged: [{ input: "b.json", items: "components", count: 1 }],
    });
  });

  test("keeps two things without purl that differ in type or version", () => {
    const components = [{}, { type: "library" }, { version: "1" }, {}].map((over) => plainComponent(over));
    expect(modelOf({ components }).components).toHaveLength(3);
  });

  test("resolves a BOM-Link into an SBOM whose package another SBOM lists first", () => {
    const documents = [sbomDocument({ input: "b.json", serialNumber: "urn:uuid:b" })];
    const components = [
      component({ source: sourceOf("a.json"), ref: "x" }),
      component({ source: sourceOf("b.json"), ref: "y" }),
    ];
    const vexStatements = [statement({ products: [{ id: "urn:cdx:b/1#y", subcomponents: [] }] })];
    const { vulnerabilities } = modelOf({ documents, components, vexStatements, observations: [observation()] });
    expect(vulnerabilities.map((one) => one.state)).toEqual(["not_affected"]);
  });

  test("lets no bare reference of one SBOM mean a component of another", () => {
    const components = [
      component({ source: sourceOf("a.json"), ref: "1" }),
      component({ source: sourceOf("a.json"), ref: "2", purl: express }),
      component({ source: sourceOf("b.json"), ref: "1", purl: express }),
    ];
    const vexStatements = [statement({ products: [{ id: "1", subcomponents: [] }] })];
    const { vulnerabilities } = modelOf({ components, vexStatements, observations: [observation()] });
    expect(vulnerabilities.map((one) => one.state)).toEqual(["open"]);
  });
});

describe("correlate() findings that name a vulnerability", () => {
  const findings = [finding({ ruleId: "CVE-2021-0001", vulnerabilityIds: ["CVE-2021-0001"] })];

  test("repeat an open one and are merged", () => {
    const { findings: kept, merged } = modelOf({ findings, observations: [observation()] });
    expect({ kept, merged }).toEqual({ kept: [], merged: [{ input: "scan.sarif", items: "findings", count: 1 }] });
  });

  test("stand when a VEX statement closed the one that another scanner saw", () => {
    const kept = modelOf({ findings, observations: [observation()], vexStatements: [statement()] }).findings;
    expect(kept.map((one) => one.state)).toEqual(["open"]);
  });

  test("stand when the other scanner set it aside", () => {
    const observations = [observation({ suppression: { kind: "tool" } })];
    expect(modelOf({ findings, observations }).findings).toHaveLength(1);
  });
});

describe("correlate() advisories", () => {
  test.each<[string, Partial<Items>, readonly string[]]>([
    ["that nobody reported are unplaced", {}, ["CVE-2021-0001"]],
    ["that a scanner reported are placed", { observations: [observation()] }, []],
    [
      "that a scanner reported by alias are placed",
      { observations: [observation({ id: "GHSA-a", aliases: ["CVE-2021-0001"] })] },
      [],
    ],
    ["that a finding names are placed", { findings: [finding({ vulnerabilityIds: ["CVE-2021-0001"] })] }, []],
  ])("%s", (_, items, unplaced) => {
    expect(modelOf({ ...items, advisories: [advisory()] }).unplacedAdvisories.map((one) => one.id)).toEqual([
      ...unplaced,
    ]);
  });

  test("that two files give count once, as the worse says", () => {
    const advisories = [
      advisory({ severity: "low" }),
      advisory({ severity: "critical" }),
      advisory({ severity: "unknown" }),
    ];
    for (const given of [advisories, advisories.toReversed()]) {
      const { unplacedAdvisories, merged } = modelOf({ advisories: given });
      expect(unplacedAdvisories.map((one) => one.severity)).toEqual(["critical"]);
      expect(merged).toEqual([{ input: "nvd.json", items: "advisories", count: 2 }]);
    }
  });
});

test("correlate() knows an exploited vulnerability by any catalogue", () => {
  const kevCatalogues = [catalogue(["CVE-2021-0002"], { origin: "input", released: "2026-08-24T00:00:00Z" })];
  const observations = [observation(), observation({ id: "CVE-2021-0002" })];
  const { vulnerabilities } = modelOf({ kevCatalogues, observations }, ["CVE-2021-0001"]);
  expect(vulnerabilities.map((one) => one.kev !== undefined)).toEqual([true, true]);
});

test("correlate() counts observations that were merged against the input that repeats", () => {
  const observations = [
    observation({ tool: "grype", source: sourceOf("grype.json") }),
    observation({ tool: "trivy", source: sourceOf("trivy.json") }),
    observation({ package: packageRef(express), source: sourceOf("trivy.json") }),
  ];
  expect(modelOf({ observations }).merged).toEqual([{ input: "trivy.json", items: "vulnerabilities", count: 1 }]);
});

test("correlate() applies VEX about the subject of an SBOM to all its parts", () => {
  const documents = [sbomDocument({ subject: component({ purl: "pkg:oci/app", name: "app" }) })];
  const vexStatements = [statement({ products: [productOf("pkg:oci/app")] })];
  const stateOf = (components: readonly Component[]) =>
    modelOf({ documents, components, vexStatements, observations: [observation()] }).vulnerabilities[0]?.state;
  expect([stateOf([component()]), stateOf([])]).toEqual(["not_affected", "open"]);
});

test("correlate() sees that a flaw is exploited, however many names records give it", () => {
  const aliases = ["GHSA-a", "CVE-2021-44228", ...Array.from({ length: 100 }, (_, i) => `OSV-${i}`)];
  const { vulnerabilities } = modelOf(
    { advisories: [advisory({ id: "X", aliases })], observations: [observation({ id: "GHSA-a" })] },
    ["CVE-2021-44228"],
  );
  expect(vulnerabilities).toMatchObject([{ id: "GHSA-a", aliases: [], kev: { ransomware: true } }]);
});

test("correlate() orders the design by name and joins it", () => {
  const { design: ordered, crosswalk } = modelOf({ design: [design({ name: "b" }), design({ name: "a" })] });
  expect(ordered.map((one) => one.name)).toEqual(["a", "b"]);
  expect(crosswalk.map((row) => row.design.name)).toEqual(["a", "b"]);
});
