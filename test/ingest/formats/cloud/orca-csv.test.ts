import { describe, expect, test } from "bun:test";
import { orcaCsv } from "../../../../src/ingest/formats/cloud/orca-csv.ts";

describe("orcaCsv.detect()", () => {
  test.each([
    ["alerts", "OrcaScore,Title,Category,Status", true],
    ["any alerts", "Score,Title,Category,Status", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(orcaCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
