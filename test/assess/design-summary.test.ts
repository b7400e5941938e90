import { describe, expect, test } from "bun:test";
import { designSummary } from "../../src/assess/design-summary.ts";
import type { DesignComponent } from "../../src/domain/design.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { design, model } from "../support/build.ts";
import { assessDefaults } from "../support/options.ts";

const sectionOf = (designs: readonly DesignComponent[]) =>
  designSummary.assess(model({ design: designs }), assessDefaults.design).section;

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

describe("design/checks", () => {
  const resultOf = (designs: readonly DesignComponent[], over: Partial<typeof assessDefaults.design> = {}) =>
    designSummary.assess(model({ design: designs }), { ...assessDefaults.design, ...over }).results[0];
  const door = design({ exposure: "internet", authentication: "no", dataClasses: ["public"], criticality: "low" });
  const vague = design({ exposure: "internet", authentication: "yes" });

  test("has nothing to say without a design", () => {
    expect(resultOf([])?.status).toBe("not_applicable");
  });

  test("fails for a check at or above the limit, and says what to do", () => {
    expect(resultOf([door])).toMatchObject({
      rule: "design/checks",
      status: "fail",
      threshold: "design.fail_on = high",
      count: 1,
      evidence: [{ id: "design/internet-authentication C-payments-api", fix: expect.any(String) }],
    });
    expect(resultOf([door], { fail_on: "critical" })?.status).toBe("pass");
  });

  test("tells what cannot be judged, and is unknown for it only where the overlay asks", () => {
    expect(resultOf([vague])).toMatchObject({ status: "pass", message: expect.stringContaining("cannot be told") });
    expect(resultOf([vague], { unknown_counts: true })?.status).toBe("unknown");
  });
});

test("designSummary has the checks and the open threats", () => {
  expect(sectionOf([design()])).toMatchObject({
    checks: { by_check: expect.any(Array), failures: expect.any(Array) },
    open_threats: { count: 0 },
  });
});
