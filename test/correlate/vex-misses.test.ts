import { describe, expect, test } from "bun:test";
import { missOfNames, missOfProducts, missOfVulnerability } from "../../src/correlate/vex-misses.ts";
import { productMatcher } from "../../src/correlate/vex-products.ts";
import { releaseOf } from "../../src/correlate/vex-release.ts";
import type { VexProduct } from "../../src/domain/vex.ts";
import {
  component,
  express,
  lodash,
  observation,
  packageRef,
  productOf,
  sbomDocument,
  sourceOf,
  statement,
  vulnerability,
} from "../support/build.ts";

const app = "pkg:oci/payments-api@2";
const billing = "pkg:oci/billing-api@1";
const documents = [sbomDocument({ subject: component({ purl: app, name: "payments-api" }) })];
const release = releaseOf(documents, [component(), component({ purl: express })]);
const part = (product: string, sub: string): VexProduct => ({
  ...productOf(product),
  subcomponents: [{ id: sub, purl: sub }],
});

describe("missOfProducts() says", () => {
  test.each<[string, VexProduct]>([
    ["version 4.17.20 is not 4.17.21", productOf("pkg:npm/lodash@4.17.21")],
    ["version 4.17.20 is outside >=4.17.21", { ...productOf("pkg:npm/lodash"), versions: "vers:npm/>=4.17.21" }],
    [
      "nobody can tell whether version 4.17.20 is in before 5",
      { ...productOf("pkg:npm/lodash"), versions: "before 5" },
    ],
    ["arch unknown is not arm64", productOf("pkg:npm/lodash?arch=arm64")],
    [
      "product pkg:oci/other is not the affected package or the subject of an SBOM; the nearest is pkg:oci/payments-api@2",
      part("pkg:oci/other", lodash),
    ],
    ["version 4.17.20 is not 9", part(app, "pkg:npm/lodash@9")],
    [
      "subcomponent pkg:npm/left@1 is not in the SBOM; the affected package is pkg:npm/lodash@4.17.20",
      part(app, "pkg:npm/left@1"),
    ],
    [
      "subcomponent pkg:npm/express@4.0.0 is not the affected package, which is pkg:npm/lodash@4.17.20",
      part(app, express),
    ],
    [
      "product pkg:oci/paymets-api is not the affected package or the subject of an SBOM; the nearest is pkg:oci/payments-api@2",
      productOf("pkg:oci/paymets-api"),
    ],
    [
      "product pkg:oci/payments-api in >=3 is not the affected package or the subject of an SBOM; the nearest is pkg:oci/payments-api@2",
      { ...productOf("pkg:oci/payments-api"), versions: ">=3" },
    ],
    [
      "nobody can tell which versions of pkg:npm/lodash it is limited to",
      { id: "pkg:npm/lodash", isLimited: true, subcomponents: [] },
    ],
  ])("%s", (text, product) => {
    const given = statement({ products: [product] });
    expect(missOfProducts(given, [vulnerability()], productMatcher(release), release)).toBe(text);
  });

  test("the nearest of several products", () => {
    const given = statement({ products: [productOf("pkg:oci/other"), productOf("pkg:npm/lodash@5")] });
    expect(missOfProducts(given, [vulnerability()], productMatcher(release), release)).toBe(
      "version 4.17.20 is not 5 (the nearest of 2 products)",
    );
  });

  test.each([part(billing, lodash), productOf(billing)])(
    "that the SBOM of a product of ours does not list it",
    (one) => {
      const other = sbomDocument({ input: "other.json", subject: component({ purl: billing, name: "billing-api" }) });
      const both = releaseOf([...documents, other], release.components);
      expect(missOfProducts(statement({ products: [one] }), [vulnerability()], productMatcher(both), both)).toBe(
        `not listed by the SBOM of ${billing}, or by another SBOM too: ${lodash}`,
      );
    },
  );

  test("that an SBOM speaks of what it does not list alone", () => {
    const given = statement({ products: [productOf("pkg:npm/left")], source: sourceOf("sbom.json") });
    expect(missOfProducts(given, [vulnerability()], productMatcher(release), release)).toStartWith("what an SBOM says");
  });

  test("that a variant is left out", () => {
    const seen = (purl: string) => observation({ package: packageRef(purl) });
    const [amd64, arm64] = ["pkg:deb/debian/x@1?arch=amd64", "pkg:deb/debian/x@1?arch=arm64"];
    const one = vulnerability({ package: packageRef(amd64), observations: [seen(amd64), seen(arm64)] });
    const given = statement({ products: [productOf(amd64)] });
    expect(missOfProducts(given, [one], productMatcher(release), release)).toBe(
      `it covers ${amd64}, and a scan saw the vulnerability in ${arm64} as well`,
    );
  });

  test("that there is no SBOM, and that there is no product", () => {
    const none = releaseOf([], []);
    const say = (products: readonly VexProduct[]) =>
      missOfProducts(statement({ products }), [vulnerability()], productMatcher(none), none);
    expect(say([productOf(app)])).toBe(`product ${app} is not the affected package, and there is no SBOM`);
    expect(say([])).toBe("it names no product");
  });
});

describe("missOfVulnerability() says", () => {
  const given = statement({ vulnerability: "CVE-9", aliases: ["GHSA-a"] });

  test("what nobody reported, with the aliases that are known", () => {
    expect(missOfVulnerability(given, ["OSV-1", "CVE-9"], () => 0)).toBe(
      "no scan reported CVE-9 or its 2 aliases GHSA-a, OSV-1",
    );
  });

  test("how many others the package has", () => {
    expect(missOfVulnerability(given, [], (name) => (name === "pkg:npm/lodash" ? 3 : 0))).toBe(
      `no scan reported CVE-9 or its 1 alias GHSA-a; the scans report 3 others of ${lodash}`,
    );
  });
});

test("missOfNames() names the id that a statement leaves out", () => {
  const one = vulnerability({ id: "CVE-1", aliases: ["CVE-2", "GHSA-a"] });
  expect(missOfNames(statement({ vulnerability: "CVE-1" }), [one])).toBe(
    "it names CVE-1, and what was reported is CVE-2 as well",
  );
  expect(missOfNames(statement({ vulnerability: "CVE-1", aliases: ["CVE-2"] }), [one])).toBeUndefined();
});
