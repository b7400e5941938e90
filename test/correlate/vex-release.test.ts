import { describe, expect, test } from "bun:test";
import { isCpe, isSameCpe, plainKey, releaseOf } from "../../src/correlate/vex-release.ts";
import type { VexProduct } from "../../src/domain/vex.ts";
import { component, express, lodash, plainComponent, productOf, sbomDocument, sourceOf } from "../support/build.ts";

const app = "pkg:oci/app@2.0";
const rhel = plainComponent({
  name: "rhel",
  type: "operating-system",
  cpe: "cpe:2.3:o:redhat:enterprise_linux:9.2:*:*:*:*:*:*:*",
});
const documents = [sbomDocument({ subject: component({ purl: app, name: "app" }) })];
const release = releaseOf(documents, [component({ ref: "c1" }), component({ purl: express }), rhel]);

const limited = (product: VexProduct, versions: string): VexProduct => ({ ...product, versions });

describe("releaseOf() knows whether a product is ours", () => {
  test.each<[string, VexProduct, boolean]>([
    ["the subject", productOf(app), true],
    ["the subject in any version", productOf("pkg:oci/app"), true],
    ["the subject in a range", limited(productOf("pkg:oci/app"), ">=1, <3"), true],
    ["the subject in another range", limited(productOf("pkg:oci/app"), ">=3"), false],
    ["a component", productOf(lodash), true],
    ["a component in any version", productOf("pkg:npm/lodash"), true],
    ["a component in another version", productOf("pkg:npm/lodash@5.0.0"), false],
    ["a component by reference", { id: "c1", subcomponents: [] }, true],
    ["the bare name of a subject that has a purl", { id: "app", subcomponents: [] }, false],
    ["the platform by its CPE", { id: "cpe:/o:redhat:enterprise_linux:9", subcomponents: [] }, true],
    ["another platform", { id: "cpe:/o:redhat:enterprise_linux:8", subcomponents: [] }, false],
    ["something else", productOf("pkg:oci/other"), false],
  ])("%s", (_, product, answer) => {
    expect(release.ownersOf(product)).toEqual(answer ? ["sbom.json"] : []);
  });
});

test("releaseOf() tells which SBOM a product is the subject of", () => {
  expect(release.describedBy(productOf(app))).toEqual(documents);
  expect(release.describedBy(productOf(lodash))).toEqual([]);
});

test("releaseOf() lists a package in all its versions", () => {
  expect(release.listed("pkg:npm/lodash@9").map((one) => one.purl)).toEqual([lodash]);
  expect(release.listed("pkg:npm/left")).toEqual([]);
});

test("releaseOf() knows what only one of two SBOMs lists", () => {
  const other = component({ purl: lodash, source: sourceOf("other.json") });
  const two = releaseOf([...documents, sbomDocument({ input: "other.json" })], [...release.components, other]);
  const only = (input: string) => [lodash, express].filter((purl) => two.isListedOnlyBy([input], component({ purl })));
  expect([only("sbom.json"), only("other.json")]).toEqual([[express], []]);
  expect(two.isListedOnlyBy(["sbom.json", "other.json"], component({ purl: `${lodash}?arch=any` }))).toBe(true);
  expect(two.isListedOnlyBy(["sbom.json", "other.json"], component({ purl: "pkg:npm/left@1" }))).toBe(false);
  expect(["sbom.json", "other.json", "vex.json"].map(two.isSbom)).toEqual([true, true, false]);
});

test("releaseOf() takes a bare name in another SBOM for the package", () => {
  const bare = plainComponent({ name: "lodash", version: "4.17.20", source: sourceOf("other.json") });
  expect(releaseOf(documents, [component(), bare]).isListedOnlyBy(["sbom.json"], component())).toBe(false);
});

test.each<[string, string, string | undefined, boolean]>([
  ["cpe:/a:x:y", "cpe:2.3:a:x:y:1:*:*:*:*:*:*:*", undefined, true],
  ["cpe:/a:x:y:1", "cpe:/a:x:y:1.2", undefined, false],
  ["cpe:/o:x:y:1", "cpe:/o:x:y:1.2", "operating-system", true],
  ["cpe:/o:x:y:1", "cpe:/o:x:y:12", "operating-system", false],
  ["cpe:/a:x:y", "cpe:/a:x:z", undefined, false],
  ["cpe:/a:x:y", "nothing", undefined, false],
])("isSameCpe(%s, %s, %s) is %p", (general, specific, type, answer) => {
  expect(isSameCpe(general, specific, type)).toBe(answer);
});

test("isCpe() and plainKey()", () => {
  expect(["cpe:/a:b:c", "CPE:2.3:a:b", "pkg:npm/cpe"].map(isCpe)).toEqual([true, true, false]);
  expect([plainKey(component({ purl: "pkg:npm/a@1?b=c#d" })), plainKey({ name: "a", version: "1" })]).toEqual([
    "pkg:npm/a@1",
    "a@1",
  ]);
});
