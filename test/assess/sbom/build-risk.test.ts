import { describe, expect, test } from "bun:test";
import { riskOptions } from "../../../src/assess/risk/options.ts";
import { buildRisk } from "../../../src/assess/sbom/build-risk.ts";
import { riskFlags } from "../../../src/assess/sbom/flags.ts";
import type { Model } from "../../../src/domain/model.ts";
import { component, inputFile, lodash, model, plainComponent, vulnerability } from "../../support/build.ts";
import { family, intelOf } from "../../support/sboms.ts";

const options = riskOptions.parse({});
const inRange = { intervals: [{ before: "5.0.0" }] };
const history = intelOf({ "pkg:npm/lodash": [inRange] });

function riskOf(over: Partial<Model>) {
  const built = model(over);
  return buildRisk(built, riskFlags(built), options);
}

const scan = inputFile({ name: "grype.json", kinds: ["cve"] });
const bom = inputFile({ name: "sbom.json", kinds: ["sbom"] });

test.each<[string, Partial<Model>, number | undefined]>([
  ["no component", { inputs: [scan] }, undefined],
  ["components and no scan", { inputs: [bom], components: [component()] }, undefined],
  ["components and a clean scan", { inputs: [bom, scan], components: [component()] }, 0],
  // 0.2 × 0.8: the overlay's figures for high.
  ["a high vulnerability without EPSS", { vulnerabilities: [vulnerability()] }, 0.16],
  ["one with EPSS", { vulnerabilities: [vulnerability({ epss: 0.5 })] }, 0.4],
  ["one that is closed", { inputs: [bom], vulnerabilities: [vulnerability({ state: "not_affected" })] }, undefined],
  // 0.05 × 0.2: the overlay's figures for low.
  ["a component of no version", { components: [plainComponent()] }, 0.01],
  ["one that is deprecated", { components: [component({ deprecated: "" })] }, 0.01],
  // 0.9 × 0.95: EPSS of the family, critical impact.
  ["a package with a history", { components: [component()], intel: history }, 0.855],
])("buildRisk() of %s is %p", (_, over, expected) => {
  expect(riskOf(over)?.score).toBe(expected);
});

describe("buildRisk() of a package with a history", () => {
  test("by a range that nobody checked counts as the overlay says of high", () => {
    const { rangeSource: _, ...unchecked } = family();
    const intel = intelOf({ "pkg:npm/lodash": [{ ...inRange, family: unchecked }] });
    expect(riskOf({ components: [component()], intel })?.score).toBe(0.16);
  });

  test("whose version cannot be told counts as the overlay says of unknown, and as unpinned", () => {
    const components = [component({ purl: "pkg:npm/lodash" })];
    expect(riskOf({ components, intel: history })?.factors.map(({ id }) => id)).toEqual([
      "shell in pkg:npm/lodash",
      "unpinned pkg:npm/lodash",
    ]);
  });

  test("out of the range is no risk", () => {
    const intel = intelOf({ "pkg:npm/lodash": [{ intervals: [{ before: "1.0.0" }] }] });
    expect(riskOf({ inputs: [scan], components: [component()], intel })?.score).toBe(0);
  });

  test("is one risk with the family's flaw that a scanner reports, by the greater of both figures", () => {
    const risk = riskOf({ components: [component()], intel: history, vulnerabilities: [vulnerability({ epss: 0.1 })] });
    expect(risk?.factors).toMatchObject([{ id: `CVE-2021-0001 in ${lodash}`, likelihood: 0.9, impact: 0.95 }]);
  });

  test("is a risk beside another flaw", () => {
    const other = vulnerability({ id: "CVE-2022-0002", epss: 0.1 });
    expect(riskOf({ components: [component()], intel: history, vulnerabilities: [other] })?.factors).toHaveLength(2);
  });
});

test("buildRisk() says where each figure comes from", () => {
  const risk = riskOf({ components: [component()], intel: history });
  expect(risk?.factors[0]?.basis).toBe(
    "likelihood: EPSS 0.9, the highest of the family; impact: risk.impact.severity.critical",
  );
});
