import { describe, expect, test } from "bun:test";
import { designRisk } from "../../../src/assess/design/design-risk.ts";
import { judgeDesign } from "../../../src/assess/design/evaluate.ts";
import type { DesignComponent } from "../../../src/domain/design.ts";
import { correlated, design, model } from "../../support/build.ts";
import { assessDefaults } from "../../support/options.ts";

const riskIn = (...over: readonly Partial<DesignComponent>[]) =>
  designRisk(judgeDesign(model({ design: over.map((one) => design(one)) })).components, [], assessDefaults.risk);

describe("designRisk()", () => {
  test("has no score without a component", () => {
    expect(riskIn()).toBeUndefined();
  });

  test("of a component without a weakness is 0, and its worst case tells what is not known", () => {
    const risk = riskIn({ exposure: "none", authentication: "yes", dataClasses: ["public"], criticality: "low" });
    expect(risk?.known).toEqual({ score: 0, factors: [] });
    expect(riskIn({})?.known.score).toBe(0);
    expect(riskIn({})?.worst.score).toBeGreaterThan(0.5);
  });

  test("names each failed check with both figures", () => {
    const risk = riskIn({ exposure: "internet", authentication: "no", dataClasses: ["public"], criticality: "low" });
    expect(risk?.known.factors).toEqual([
      {
        id: "design/internet-authentication C-payments-api",
        what: "payments-api: anyone on the internet can use it without saying who they are",
        likelihood: 0.2,
        impact: 0.32000000000000006,
        basis:
          "likelihood: risk.likelihood.high × risk.exposure.internet; impact: risk.impact.severity.high × 0.4 for criticality low and public data",
      },
    ]);
    expect(risk?.known.score).toBe(0.064);
  });

  test("does not score gaps in the record", () => {
    const risk = riskIn({ exposure: "none", criticality: "low" });
    expect(risk?.known.score).toBe(0);
  });

  test("counts open threats", () => {
    const { components } = judgeDesign(model({ design: [design({ exposure: "none" })] }));
    const risk = designRisk(components, [correlated({ severity: "high" })], assessDefaults.risk);
    expect(risk?.known.score).toBe(0.16);
  });
});
