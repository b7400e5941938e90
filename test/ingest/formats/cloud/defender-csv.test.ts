import { describe, expect, test } from "bun:test";
import { defenderCsv } from "../../../../src/ingest/formats/cloud/defender-csv.ts";

describe("defenderCsv.detect()", () => {
  test.each([
    ["recommendations", "subscriptionId,resourceId,recommendationId,recommendationName,severity,state", true],
    ["no state", "subscriptionId,resourceId,recommendationId,recommendationName,severity", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(defenderCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
