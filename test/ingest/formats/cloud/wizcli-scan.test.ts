import { expect, test } from "bun:test";
import { readScan } from "../../../../src/ingest/formats/cloud/wizcli-scan.ts";

const clean = { vulnerabilities: { lowCount: 0 }, secrets: { totalCount: 0 }, filesScannedCount: 3 };

function doubtsOf(result: object, state: unknown = "SUCCESS"): readonly string[] {
  const value = { scanOriginResource: {}, status: { state }, result };
  return readScan({ form: "json", value }, { name: "a.json", sha256: "" }).coverage.doubts;
}

test.each([
  ["a clean scan", { analytics: clean }, "SUCCESS", 0],
  ["a scan that failed", { analytics: clean }, "FAILURE", 1],
  ["a scan of no file", { analytics: { ...clean, filesScannedCount: 0 } }, "SUCCESS", 1],
  ["fewer vulnerabilities than counted", { analytics: { ...clean, vulnerabilities: { lowCount: 1 } } }, "SUCCESS", 1],
  ["fewer secrets than counted", { analytics: { ...clean, secrets: { totalCount: 1 } } }, "SUCCESS", 1],
  ["a list that is none", { analytics: clean, osPackages: {} }, "SUCCESS", 1],
  ["a rule that failed", { scanStatistics: { filesParsed: 1, queriesExecutionFailed: 1 } }, "SUCCESS", 1],
  ["a file that was not parsed", { scanStatistics: { filesFound: 2, filesParsed: 1 } }, "SUCCESS", 1],
])("%s", (_, result, state, doubts) => {
  expect(doubtsOf(result, state)).toHaveLength(doubts);
});

test("a scan that did not look for vulnerabilities has no list of them", () => {
  const value = {
    scanOriginResource: {},
    status: { state: "SUCCESS" },
    result: { analytics: { filesScannedCount: 1 } },
  };
  expect(readScan({ form: "json", value }, { name: "a.json", sha256: "" }).items.observations).toBeUndefined();
});
