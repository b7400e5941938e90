import { describe, expect, test } from "bun:test";
import { crosswalk } from "../../src/correlate/crosswalk.ts";
import { packageIndex } from "../../src/correlate/packages.ts";
import type { Component, SbomDocument } from "../../src/domain/component.ts";
import type { DesignComponent } from "../../src/domain/design.ts";
import type { CorrelatedFinding } from "../../src/domain/finding.ts";
import type { Vulnerability } from "../../src/domain/vulnerability.ts";
import {
  component,
  correlated,
  design,
  express,
  lodash,
  packageRef,
  plainComponent,
  sbomDocument,
  sourceOf,
  vulnerability,
} from "../support/build.ts";

/** Milliseconds: about 600 are needed on two idle cores; what is quadratic takes a minute. */
const linearTime = 6000;

type Given = {
  readonly documents?: readonly SbomDocument[];
  readonly listings?: readonly Component[];
  readonly vulnerabilities?: readonly Vulnerability[];
  readonly findings?: readonly CorrelatedFinding[];
};

function rows(designs: readonly DesignComponent[], given: Given) {
  const { documents = [], listings = [], vulnerabilities = [], findings = [] } = given;
  const components = [...new Map(listings.map((one) => [one.purl ?? one.name, one])).values()];
  const { keyOf } = packageIndex([...components, ...vulnerabilities.map((one) => one.package)]);
  return crosswalk(designs, { documents, components, listings, vulnerabilities, findings, keyOf });
}

describe("crosswalk() joins a design component to a component", () => {
  test.each<[string, Partial<DesignComponent>, Component, string | undefined]>([
    ["by purl", { purl: lodash }, component(), "purl"],
    ["by a purl without version", { purl: "pkg:npm/lodash" }, component(), "purl"],
    ["by name", { name: "LODASH" }, component(), "name"],
    ["by image", { image: "registry/pay:1" }, plainComponent({ name: "registry/pay:1" }), "image"],
    ["by purl before name", { name: "lodash", purl: lodash }, component(), "purl"],
    ["not by a part of the name", { name: "lod" }, component(), undefined],
    ["not by a longer name", { name: "lodash-es" }, component(), undefined],
    ["not by the purl of another version", { purl: "pkg:npm/lodash@1" }, component(), undefined],
  ])("%s", (_, over, listed, by) => {
    const [row] = rows([design({ name: "pay", ...over })], { listings: [listed] });
    expect(row?.components).toEqual(by === undefined ? [] : [{ to: listed, by: by as "name" }]);
  });
});

describe("crosswalk() joins vulnerabilities", () => {
  const one = vulnerability();

  test("of the components that are joined", () => {
    const [row] = rows([design({ name: "lodash" })], { listings: [component()], vulnerabilities: [one] });
    expect(row?.vulnerabilities).toEqual([{ to: one, by: "name" }]);
  });

  test("of every SBOM whose subject it is, also of parts that another SBOM lists first", () => {
    const listings = [component({ source: sourceOf("a.json") }), component({ source: sourceOf("b.json") })];
    const documents = ["a", "b"].map((name) =>
      sbomDocument({ input: `${name}.json`, subject: plainComponent({ name: `service-${name}` }) }),
    );
    const joined = rows([design({ name: "service-a" }), design({ name: "service-b" })], {
      listings,
      documents,
      vulnerabilities: [one],
    });
    expect(joined.map((row) => row.vulnerabilities)).toEqual([
      [{ to: one, by: "sbom_subject" }],
      [{ to: one, by: "sbom_subject" }],
    ]);
  });

  test("not of an SBOM about something else", () => {
    const documents = [sbomDocument({ subject: plainComponent({ name: "billing" }) })];
    const [row] = rows([design()], { listings: [component()], documents, vulnerabilities: [one] });
    expect(row).toMatchObject({ sboms: [], vulnerabilities: [] });
  });

  test("not of another package", () => {
    const other = vulnerability({ package: packageRef(express) });
    const [row] = rows([design({ name: "lodash" })], { listings: [component()], vulnerabilities: [other] });
    expect(row?.vulnerabilities).toEqual([]);
  });
});

describe("crosswalk() joins findings", () => {
  test.each<[string, string | undefined, boolean]>([
    ["in its folder", "services/Payments-API/src/app.ts", true],
    ["not in a folder that starts alike", "services/payments-api-v2/app.ts", false],
    ["not in a file of its name", "services/payments-api", false],
    ["not without a file", undefined, false],
  ])("%s", (_, file, joined) => {
    const one = correlated({ location: file === undefined ? {} : { file } });
    expect(rows([design()], { findings: [one] })[0]?.findings).toEqual(joined ? [{ to: one, by: "path" }] : []);
  });
});

test("crosswalk() of no design has no rows", () => {
  expect(rows([], { listings: [component()] })).toEqual([]);
});

test("crosswalk() takes 50,000 components, 20,000 vulnerabilities and 40 rows without hanging", () => {
  const listings = Array.from({ length: 50_000 }, (_, i) => component({ purl: `pkg:npm/p${i}@1` }));
  const vulnerabilities = Array.from({ length: 20_000 }, (_, i) =>
    vulnerability({ id: `CVE-2021-${i}`, package: packageRef(`pkg:npm/p${i}@1`), observations: [] }),
  );
  const designs = Array.from({ length: 40 }, (_, i) => design({ name: `service-${i}` }));
  const documents = [sbomDocument({ subject: plainComponent({ name: "service-0" }) })];
  const start = performance.now();
  const joined = rows(designs, { listings, vulnerabilities, documents });
  expect(joined.map((row) => row.vulnerabilities.length)).toEqual([20_000, ...Array.from({ length: 39 }, () => 0)]);
  expect(performance.now() - start).toBeLessThan(linearTime);
});
