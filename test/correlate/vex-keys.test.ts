import { describe, expect, test } from "bun:test";
import { cpeName, keysOf, keysOfProducts } from "../../src/correlate/vex-keys.ts";
import { releaseOf } from "../../src/correlate/vex-release.ts";
import type { VexProduct } from "../../src/domain/vex.ts";
import { component, lodash, packageRef, productOf, sbomDocument, statement } from "../support/build.ts";

const app = "pkg:oci/app@1";
const cpe = "cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*";
const release = releaseOf([sbomDocument({ subject: component({ purl: app }) })], [component({ ref: "c1" })]);

describe("keysOfProducts() has the keys of what is covered", () => {
  test.each<[string, VexProduct, readonly string[]]>([
    ["by purl", productOf("pkg:npm/lodash"), keysOf(packageRef(lodash))],
    ["by reference", { id: "c1", subcomponents: [] }, keysOf(packageRef(lodash))],
    ["as a part", { ...productOf(app), subcomponents: [productOf(lodash)] }, keysOf(packageRef(lodash))],
    ["by name", { id: "left@1", subcomponents: [] }, keysOf({ name: "left", version: "1" })],
    ["by CPE", { id: "cpe:/a:apache:log4j", subcomponents: [] }, keysOf({ name: "x", cpe }).slice(1)],
  ])("%s", (_, product, keys) => {
    expect([...(keysOfProducts(statement({ products: [product] }), release) ?? [])]).toEqual(
      expect.arrayContaining([...keys]),
    );
  });

  test("and none of a subject, which may be any", () => {
    expect(keysOfProducts(statement({ products: [productOf(lodash), productOf(app)] }), release)).toBeUndefined();
  });
});

test("cpeName() of what is no CPE is empty", () => {
  expect([cpeName(cpe), cpeName("lodash")]).toEqual(["apache\nlog4j", ""]);
});
