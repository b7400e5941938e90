import { expect, test } from "bun:test";
import { designSummary } from "../../src/assess/design-summary.ts";
import type { DesignComponent } from "../../src/domain/design.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { design, model } from "../support/build.ts";

const sectionOf = (designs: readonly DesignComponent[]) =>
  designSummary.assess(model({ design: designs }), undefined).section;

test("designSummary without a design is not evaluated", () => {
  expect(sectionOf([])).toEqual({ status: "not_evaluated", why: "no design input" });
});

test("designSummary counts what is stated and what is not", () => {
  const designs = [
    design({ name: "a", exposure: "internet", authentication: "no", dataClasses: ["pii", "pci"], owner: "team" }),
    design({ name: "b", exposure: "internet", authentication: "yes", criticality: "high" }),
    design({ name: "c", authentication: "no" }),
  ];
  expect(sectionOf(designs)).toMatchObject({
    component_count: 3,
    by_exposure: { internet: 2, not_stated: 1 },
    by_criticality: { high: 1, not_stated: 2 },
    by_data_class: { not_stated: 2, pci: 1, pii: 1 },
    without_owner: ["b", "c"],
    internet_without_authentication: ["a"],
  });
});

test("designSummary keeps columns of any name", () => {
  const section = sectionOf([
    design({
      extra: [
        ["__proto__", "x"],
        ["note", "y"],
      ],
    }),
  ]);
  expect(canonicalJson(section)).toContain(
    '"other_columns":[{"column":"__proto__","value":"x"},{"column":"note","value":"y"}]',
  );
});
