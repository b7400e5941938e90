import { expect, test } from "bun:test";
import { ageInDays } from "../../src/domain/intel.ts";
import { catalogue } from "../support/build.ts";

test.each([
  ["2026-08-21T17:46:43Z", 0],
  ["2026-08-22T17:46:42Z", 0],
  ["2026-08-22T17:46:43Z", 1],
  ["2026-08-31T17:46:43Z", 10],
  ["2026-01-01T00:00:00Z", -233],
])("ageInDays() as of %s is %d", (asOf, days) => {
  expect(ageInDays(catalogue(), asOf)).toBe(days);
});

test("ageInDays() of a catalogue without a date is no number, which no limit allows", () => {
  expect(ageInDays(catalogue([], { released: "soon" }), "2026-08-22T00:00:00Z") <= 365).toBe(false);
});
