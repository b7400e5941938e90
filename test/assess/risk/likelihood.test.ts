import { describe, expect, test } from "bun:test";
import {
  factorOf,
  findingFactor,
  impactOf,
  likelihoodOf,
  likelihoodOfSeverity,
  reachOf,
  vulnerabilityFactor,
} from "../../../src/assess/risk/likelihood.ts";
import { riskOptions } from "../../../src/assess/risk/options.ts";
import { correlated, vulnerability } from "../../support/build.ts";

const options = riskOptions.parse(undefined);
const kev = { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: false };

describe("likelihoodOf()", () => {
  test.each([
    ["KEV before EPSS", { kev, epss: 0.1 }, 1, "known exploited since 2021-12-10 (KEV)"],
    ["EPSS before severity", { epss: 0.01, severity: "critical" }, 0.01, "EPSS 0.01"],
    ["an EPSS of nothing", { epss: 0 }, 0, "EPSS 0"],
    ["severity", { severity: "medium" }, 0.1, "risk.likelihood.medium"],
    ["an unknown severity as high", { severity: "unknown" }, 0.2, "risk.likelihood.unknown"],
  ] as const)("takes %s", (_, over, value, basis) => {
    expect(likelihoodOf(vulnerability(over), options)).toEqual({ value, basis });
  });

  test("counts a worse word for at least as much as a milder one", () => {
    const odd = riskOptions.parse({ likelihood: { low: 0.9 } });
    expect(likelihoodOfSeverity("critical", odd).value).toBe(0.9);
    expect(likelihoodOfSeverity("info", odd).value).toBe(0.01);
    expect(likelihoodOfSeverity("unknown", odd).value).toBe(0.2);
  });
});

describe("impactOf()", () => {
  test.each([
    ["nothing stated", {}, 0.8],
    ["one of two stated", { criticality: "low" }, 0.8],
    ["both stated", { criticality: "low", dataClasses: ["internal"] }, 0.4],
    ["the greater of several data classes", { criticality: "low", dataClasses: ["public", "pii"] }, 0.8],
    ["an unknown word", { criticality: "low", dataClasses: ["public", "unknown"] }, 0.8],
  ] as const)("of a high severity with %s", (_, stake, value) => {
    expect(impactOf("high", options, stake).value).toBeCloseTo(value, 10);
  });

  test("names what lowers it", () => {
    const { basis } = impactOf("high", options, { criticality: "low", dataClasses: ["public"] });
    expect(basis).toBe("risk.impact.severity.high × 0.4 for criticality low and public data");
  });
});

test.each([
  ["internet", 1],
  ["internal", 0.4],
  [undefined, 1],
] as const)("reachOf(%p)", (exposure, value) => {
  expect(reachOf(exposure, options).value).toBe(value);
});

test("vulnerabilityFactor() names the vulnerability and both figures", () => {
  expect(vulnerabilityFactor(vulnerability({ epss: 0.5 }), options)).toEqual({
    id: "CVE-2021-0001 in pkg:npm/lodash@4.17.20",
    what: "CVE-2021-0001 (high) in pkg:npm/lodash@4.17.20",
    likelihood: 0.5,
    impact: 0.8,
    basis: "likelihood: EPSS 0.5; impact: risk.impact.severity.high",
  });
});

test("findingFactor() goes by severity", () => {
  expect(findingFactor(correlated(), options)).toEqual({
    id: "0123456789abcdef0123",
    what: "js/xss (high) of codeql",
    likelihood: 0.2,
    impact: 0.8,
    basis: "likelihood: risk.likelihood.high; impact: risk.impact.severity.high",
  });
});

test("factorOf() joins two estimates", () => {
  const factor = factorOf({ id: "a", what: "b" }, { value: 1, basis: "x" }, { value: 0.5, basis: "y" });
  expect(factor).toEqual({ id: "a", what: "b", likelihood: 1, impact: 0.5, basis: "likelihood: x; impact: y" });
});
