import { expect, test } from "bun:test";
import { findingOf } from "../../../../src/ingest/formats/findings/finding-draft.ts";
import {
  findingSieve,
  findingsReading,
  sift,
  siftAll,
  unreadable,
} from "../../../../src/ingest/formats/findings/finding-sieve.ts";

const finding = findingOf({
  ruleId: "R",
  tool: "t",
  level: "",
  severity: "low",
  message: "m",
  source: { input: "r", pointer: "/0" },
});

test("findingsReading() accounts for every item, and doubts those that it cannot read", () => {
  const sieve = siftAll([1, 2, 3, 4], (entry) => [finding, "passed", unreadable][Number(entry) - 1] ?? unreadable);
  const reading = findingsReading(sieve, { items: "results", coverage: { doubts: ["own"] }, formatVersion: "1" });
  expect(reading.accounts).toEqual([
    {
      items: "results",
      raw: 4,
      kept: 1,
      notApplicable: [
        { reason: "passed", count: 1 },
        { reason: "unreadable", count: 2 },
      ],
    },
  ]);
  expect(reading.coverage.doubts).toHaveLength(2);
  expect(reading.formatVersion).toBe("1");
  expect(reading.items.findings).toEqual([finding]);
});

test("sift() of nothing but reasons leaves no finding and no doubt", () => {
  const sieve = findingSieve();
  sift(sieve, "passed");
  expect(findingsReading(sieve, { items: "results", coverage: { doubts: [] } }).coverage.doubts).toEqual([]);
});
