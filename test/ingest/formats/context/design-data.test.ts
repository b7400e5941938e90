import { expect, test } from "bun:test";
import { designData } from "../../../../src/ingest/formats/context/design-data.ts";

const json = (value: unknown) => ({ form: "json", value }) as const;

test.each([
  [[{ component: "a" }], true],
  [[null, { name: "a", exposure: "none" }], true],
  [{ components: [] }, true],
  [{ app_name: "x", components: [{ name: "a", exposure: "none" }] }, true],
  [{ otmVersion: "0.2.0", components: [{ name: "a", description: "b" }] }, false],
  [{ criticality: "high", components: [{ name: "a", criticality: "low" }] }, false],
  [{ bomFormat: "CycloneDX", components: [{ name: "a", description: "x" }] }, false],
  [{ issues: [], components: [] }, false],
  [{ components: {} }, false],
  [[], false],
  [null, false],
])("designData.detect(%j) is %j", (value, expected) => {
  expect(designData.detect(json(value))).toBe(expected);
});

test("designData reads lists and booleans as cells", () => {
  const rows = [{ component: "a", data_class: ["pii", "phi"], internet_facing: true, owner: null, purl: "pkg:npm/a" }];
  const { items, accounts } = designData.read(json(rows), { name: "d", sha256: "" });
  expect(items.design).toMatchObject([
    { name: "a", dataClasses: ["pii", "phi"], exposure: "internet", purl: "pkg:npm/a" },
  ]);
  expect(accounts).toMatchObject([{ raw: 1, kept: 1 }]);
});
