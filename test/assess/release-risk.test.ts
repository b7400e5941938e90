import { expect, test } from "bun:test";
import { openItems } from "../../src/assess/open-items.ts";
import { isLookedAt, openRisk } from "../../src/assess/release-risk.ts";
import { correlated, inputFile } from "../support/build.ts";
import { assessDefaults } from "../support/options.ts";

const items = openItems({ findings: [correlated({ severity: "high" })], vulnerabilities: [] });

test("openRisk() has no score where nobody looked, and 0 where somebody found nothing", () => {
  expect(openRisk([], assessDefaults.risk, { looked: false })).toBeUndefined();
  expect(openRisk([], assessDefaults.risk, { looked: true })?.score).toBe(0);
});

test("openRisk() counts what is open and what is added", () => {
  expect(openRisk(items, assessDefaults.risk, { looked: true })?.score).toBe(0.16);
  const more = [{ id: "a", what: "b", likelihood: 0.5, impact: 1, basis: "c" }];
  expect(openRisk(items, assessDefaults.risk, { looked: true, more })?.score).toBe(0.58);
});

test("isLookedAt() trusts no scan that is in doubt, and needs one", () => {
  const sound = inputFile();
  const doubtful = inputFile({ coverage: { doubts: ["it looked at nothing"] } });
  const isScan = () => true;
  expect([[], [sound], [sound, doubtful]].map((inputs) => isLookedAt(inputs, isScan))).toEqual([false, true, false]);
  expect(isLookedAt([sound], () => false)).toBe(false);
});
