import { expect, test } from "bun:test";
import { riskOptions } from "../../../src/assess/risk/options.ts";
import { criticalities, dataClasses, exposures } from "../../../src/domain/design.ts";
import { severities } from "../../../src/domain/severity.ts";

test("riskOptions have a figure for every word of the domain", () => {
  const { likelihood, impact, exposure } = riskOptions.parse(undefined);
  expect(Object.keys(likelihood).toSorted()).toEqual(severities.toSorted());
  expect(Object.keys(impact.severity).toSorted()).toEqual(severities.toSorted());
  expect(Object.keys(impact.criticality).toSorted()).toEqual(criticalities.toSorted());
  expect(Object.keys(impact.data).toSorted()).toEqual(dataClasses.toSorted());
  expect(Object.keys(exposure).toSorted()).toEqual(exposures.toSorted());
});

test.each([
  [{ likelihood: { critical: 1.1 } }],
  [{ impact: { severity: { high: -0.1 } } }],
  [{ likelihood: { dire: 1 } }],
])("riskOptions refuse %j", (given) => {
  expect(riskOptions.safeParse(given).success).toBe(false);
});
