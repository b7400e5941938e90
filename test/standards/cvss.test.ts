import { expect, test } from "bun:test";
import { severityBand } from "../../src/standards/cvss.ts";

test.each([
  [0, "none"],
  [0.1, "low"],
  [3.9, "low"],
  [4, "medium"],
  [6.9, "medium"],
  [7, "high"],
  [8.9, "high"],
  [9, "critical"],
  [10, "critical"],
] as const)("severityBand(%d) of CVSS 3.0, 3.1 and 4.0 is %s", (score, band) => {
  expect([severityBand(score, "3.0"), severityBand(score, "3.1"), severityBand(score, "4.0")]).toEqual([
    band,
    band,
    band,
  ]);
});

test.each([
  [0, "low"],
  [3.9, "low"],
  [4, "medium"],
  [6.9, "medium"],
  [7, "high"],
  [10, "high"],
] as const)("severityBand(%d) of CVSS 2.0 is %s", (score, band) => {
  expect(severityBand(score, "2.0")).toBe(band);
});

test.each([-0.1, 10.1, Number.NaN, Number.POSITIVE_INFINITY])("severityBand(%d) is refused", (score) => {
  expect(() => severityBand(score, "3.1")).toThrow(RangeError);
  expect(() => severityBand(score, "2.0")).toThrow(RangeError);
});
