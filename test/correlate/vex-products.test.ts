import { describe, expect, test } from "bun:test";
import { exactness, productMatcher } from "../../src/correlate/vex-products.ts";
import { releaseOf } from "../../src/correlate/vex-release.ts";
import type { Component, SbomDocument } from "../../src/domain/component.ts";
import type { VexProduct } from "../../src/domain/vex.ts";
import type { PackageRef } from "../../src/domain/vulnerability.ts";
import {
  component,
  express,
  lodash,
  packageRef,
  plainComponent,
  product,
  productOf,
  sbomDocument,
  sourceOf,
} from "../support/build.ts";

const serial = "3e671687-395b-41f5-a30f-a58921a69b79";
const app = "pkg:oci/payments-api@sha256%3Aabc";
const subject: Component = component({ name: "payments-api", purl: app, ref: "app" });
const documents = [sbomDocument({ subject, serialNumber: `urn:uuid:${serial}` })];
const components = [component({ ref: "c1" }), component({ purl: express, ref: "c2" })];

function matchOf(products: readonly VexProduct[], ref: PackageRef = packageRef(lodash)) {
  return productMatcher(releaseOf(documents, components))({ products, status: "not_affected" })(ref);
}

function isCovered(products: readonly VexProduct[], ref: PackageRef = packageRef(lodash)): boolean {
  return matchOf(products, ref) !== undefined;
}

describe("productMatcher() covers lodash by", () => {
  test.each<[string, VexProduct, boolean]>([
    ["its purl", product(), true],
    ["its purl without version", productOf("pkg:npm/lodash"), true],
    ["the purl of another package", productOf(express), false],
    ["the subject of the SBOM", productOf(app), true],
    ["the subject without version", productOf("pkg:oci/payments-api"), true],
    ["the subject in another version", productOf("pkg:oci/payments-api@sha256%3Adef"), false],
    ["the name of the subject, which has a purl", { id: "payments-api", subcomponents: [] }, false],
    ["its purl with an empty version", { ...productOf("pkg:npm/lodash"), id: "pkg:npm/lodash@" }, false],
    [
      "a subcomponent with an empty version",
      { ...productOf(app), subcomponents: [{ id: "pkg:npm/lodash@?a=b", purl: "pkg:npm/lodash" }] },
      false,
    ],
    ["another name", { id: "billing-api", subcomponents: [] }, false],
    ["the name of the package alone", { id: "lodash", subcomponents: [] }, false],
    ["its bom-ref", { id: "c1", subcomponents: [] }, true],
    ["the bom-ref of another", { id: "c2", subcomponents: [] }, false],
    ["its BOM-Link", { id: `urn:cdx:${serial}/1#c1`, subcomponents: [] }, true],
    [
      "a BOM-Link to another SBOM",
      { id: "urn:cdx:00000000-0000-4000-8000-000000000000/1#c1", subcomponents: [] },
      false,
    ],
    ["a BOM-Link to the subject", { id: `urn:cdx:${serial}/1#app`, subcomponents: [] }, true],
    ["a BOM-Link with a stray %", { id: `urn:cdx:${serial}/1#%zz`, subcomponents: [] }, false],
    ["a statement limited to other versions", product({ isLimited: true }), false],
    ["the subject, limited to other versions", { ...productOf(app), isLimited: true }, false],
    ["a subcomponent of the subject", { ...productOf(app), subcomponents: [{ id: lodash, purl: lodash }] }, true],
    ["a subcomponent by its bom-ref", { ...productOf(app), subcomponents: [{ id: "c1" }] }, true],
    ["a subcomponent of a listed component", { ...productOf(express), subcomponents: [productOf(lodash)] }, true],
    ["another subcomponent of the subject", { ...productOf(app), subcomponents: [productOf(express)] }, false],
    ["a subcomponent of another product", { ...productOf("pkg:oci/other"), subcomponents: [productOf(lodash)] }, false],
    ["itself with another as its subcomponent", { ...product(), subcomponents: [productOf(express)] }, false],
  ])("%s", (_, one, answer) => {
    expect(isCovered([one])).toBe(answer);
  });

  test("one of several products", () => {
    expect(isCovered([productOf(express), product()])).toBe(true);
    expect(isCovered([])).toBe(false);
  });
});

describe("productMatcher() of a package without purl", () => {
  test.each<[string, string, boolean]>([
    ["by name and version", "left@1", true],
    ["not by the name alone", "left", false],
    ["not by another version", "left@2", false],
  ])("%s", (_, id, answer) => {
    expect(isCovered([{ id, subcomponents: [] }], { name: "left", version: "1" })).toBe(answer);
  });
});

function matches(sboms: readonly SbomDocument[], list: readonly Component[], id: string) {
  const matcher = productMatcher(releaseOf(sboms, list));
  const isMatch = matcher({ products: [{ id, subcomponents: [] }], status: "not_affected" });
  return (ref: PackageRef) => isMatch(ref) !== undefined;
}

describe("productMatcher() of references in two SBOMs", () => {
  const other = { ...sourceOf("other.json") };
  const both = [...documents, sbomDocument({ input: "other.json", serialNumber: "urn:uuid:other" })];
  const byRef = (list: readonly Component[], id: string, ref: PackageRef): boolean => matches(both, list, id)(ref);

  test("a bare one for two things names neither", () => {
    const list = [component({ ref: "1" }), component({ purl: express, ref: "1", source: other })];
    expect([lodash, express].map((purl) => byRef(list, "1", packageRef(purl)))).toEqual([false, false]);
  });

  test("a bare one for one package in both names it", () => {
    expect(byRef([component({ ref: "1" }), component({ ref: "1", source: other })], "1", packageRef(lodash))).toBe(
      true,
    );
  });

  test("a BOM-Link names what its own SBOM means", () => {
    const list = [component({ ref: "1" }), component({ purl: express, ref: "1", source: other })];
    expect(byRef(list, "urn:cdx:other/1#1", packageRef(express))).toBe(true);
    expect(byRef(list, "urn:cdx:other/1#1", packageRef(lodash))).toBe(false);
  });

  test("the subject may have no purl", () => {
    const bare = [sbomDocument({ subject: plainComponent({ name: "app", ref: "root" }) })];
    expect(matches(bare, [component()], "root")(packageRef(lodash))).toBe(true);
    expect(matches(bare, [component()], "app")(packageRef(lodash))).toBe(true);
    expect(matches(bare, [], "root")(packageRef(lodash))).toBe(false);
  });
});

describe("productMatcher() of two SBOMs that list lodash", () => {
  const input = "other.json";
  const other = component({ purl: "pkg:oci/billing-api@1", name: "billing-api" });
  const release = releaseOf(
    [...documents, sbomDocument({ input, subject: other })],
    [...components, component({ source: sourceOf(input) })],
  );
  const part: VexProduct = { ...productOf(app), subcomponents: [productOf(lodash), productOf("pkg:npm/left")] };
  const state = (given: Parameters<ReturnType<typeof productMatcher>>[0], purl = lodash) =>
    productMatcher(release)(given)(packageRef(purl)) !== undefined;

  test.each<[string, VexProduct, string]>([
    ["as a part of one subject", part, lodash],
    ["as one subject", productOf(app), lodash],
    ["as a part that no SBOM lists", part, "pkg:npm/left@1"],
  ])("clears nothing %s, and warns", (_, one, purl) => {
    expect(state({ products: [one], status: "not_affected" }, purl)).toBe(false);
    expect(state({ products: [part], status: "affected" }, purl)).toBe(true);
  });

  test("clears by a statement that one of them makes itself what only that one lists", () => {
    const own = { products: [product(), productOf(express)], status: "fixed", source: sourceOf("sbom.json") } as const;
    expect([state(own), state(own, express), state({ ...own, source: sourceOf("vex.json") })]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("productMatcher() tells how exactly a product names lodash", () => {
  const sub = (purl: string): VexProduct => ({ ...productOf(app), subcomponents: [{ id: purl, purl }] });
  test.each<[string, VexProduct, number | undefined]>([
    ["as a part of the product", sub(lodash), exactness.subcomponent],
    ["by its purl", product(), exactness.version],
    ["by a range", { ...productOf("pkg:npm/lodash"), versions: "<5.0.0" }, exactness.range],
    ["by another range", { ...productOf("pkg:npm/lodash"), versions: ">=5.0.0" }, undefined],
    ["by its package", productOf("pkg:npm/lodash"), exactness.everyVersion],
    ["by its package as a part of the product", sub("pkg:npm/lodash"), exactness.everyVersion],
    ["by the product", productOf(app), exactness.whole],
  ])("%s", (_, one, exact) => {
    expect(matchOf([one])?.exactness).toBe(exact as number);
  });

  test("by the most exact of its products", () => {
    expect(matchOf([productOf(app), productOf("pkg:npm/lodash"), product()])?.exactness).toBe(exactness.version);
  });
});

describe("productMatcher() of a package that has only a CPE", () => {
  const ref = { name: "log4j", cpe: "cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*" };
  test.each<[string, VexProduct, boolean]>([
    ["by its CPE", { id: "cpe:/a:apache:log4j:2.14.1", subcomponents: [] }, true],
    ["by the CPE of every version", { id: "cpe:2.3:a:apache:log4j:*:*:*:*:*:*:*:*", subcomponents: [] }, true],
    ["not by that of another version", { id: "cpe:/a:apache:log4j:2.15.0", subcomponents: [] }, false],
    ["by one in a range", { id: "cpe:/a:apache:log4j", versions: "<2.15.0", subcomponents: [] }, true],
    ["not by one in another range", { id: "cpe:/a:apache:log4j", versions: ">=2.15.0", subcomponents: [] }, false],
  ])("%s", (_, one, answer) => {
    expect(isCovered([one], ref)).toBe(answer);
  });
});
